import type { UserInfo } from '../authentication/user-info.ts';
import type { Steps } from '../background/steps.ts';
import { convertedTo, readableIn } from '../conversion/in-version.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { Entry } from '../storage/entry.ts';

/** What a write does, as webhooks are told. */
export type Operation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

/** A version of a kind. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A write that webhooks are asked about. */
export interface Attributes {
  /** In which version the request speaks. */
  readonly endpoint: Endpoint;
  readonly operation: Operation;
  /** Absent for the object itself. */
  readonly subresource?: string | undefined;
  /** Of what is written to a subresource that has a kind of its own: `Scale`, `Eviction`. It has no versions to convert to. */
  readonly ownKind?: GroupVersionKind;
  /** Absent for a name that is yet to be drawn. */
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly user: UserInfo;
  readonly dryRun: boolean;
  /** `CreateOptions`, `UpdateOptions`, … of the request. */
  readonly options: JsonObject;
  /** Where warnings of webhooks go. */
  readonly warnings: string[];
}

/** An object in whichever version a webhook wants to see it. */
export interface Versioned {
  readonly apiVersion: string;
  readonly labels: Readonly<Record<string, string>> | undefined;
  in(apiVersion: string): Steps<JsonObject>;
}

/**
 * What is stored, as the request's version shows it: what is lost on the way there is lost in the new state too, and is no difference
 * between the two.
 */
export function storedVersions(endpoint: Endpoint, entry: Entry): Versioned {
  let seen: Versioned | undefined;
  return {
    apiVersion: endpoint.apiVersion,
    labels: entry.object.metadata.labels,
    *in(apiVersion) {
      if (seen === undefined) {
        yield* readableIn(endpoint, [entry], endpoint.apiVersion);
        seen = newVersions(endpoint, entry.in(endpoint.apiVersion) as unknown as JsonObject);
      }
      return yield* seen.in(apiVersion);
    },
  };
}

/** What is about to be stored. Each version is converted once. */
export function newVersions(endpoint: Endpoint, object: JsonObject): Versioned {
  const known = new Map<string, JsonObject>([[object['apiVersion'] as string, object]]);
  return {
    apiVersion: object['apiVersion'] as string,
    labels: labelsOf(object),
    *in(apiVersion) {
      const before = known.get(apiVersion);
      if (before !== undefined) return before;
      const [converted = object] = yield* convertedTo(endpoint, [object], apiVersion);
      known.set(apiVersion, converted);
      return converted;
    },
  };
}

/** An object that is what it is whatever the version: a Scale. */
export const onlyVersion = (object: JsonObject): Versioned => ({
  apiVersion: object['apiVersion'] as string,
  labels: labelsOf(object),
  // oxlint-disable-next-line require-yield -- there is nothing to wait for
  *in() {
    return object;
  },
});

const labelsOf = (object: JsonObject): Readonly<Record<string, string>> | undefined =>
  (object['metadata'] as { labels?: Readonly<Record<string, string>> } | undefined)?.labels;
