import { waitFor, type Steps } from '../background/steps.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { Entry, StoredObject } from '../storage/entry.ts';

/** What converting depends on. */
type Versioned = Pick<Endpoint, 'convertObjects' | 'conversion'>;

/**
 * Makes entries readable in a version, so that `entry.in(apiVersion)` answers at once. Waits only for those that a webhook has to
 * convert and has not converted yet; all of them go into one review, and however many ask for the same entry, it is sent once.
 * @throws StatusError 500 when the webhook fails
 */
export function* readableIn(endpoint: Versioned, entries: readonly Entry[], apiVersion: string): Steps<void> {
  const wait = madeReadable(endpoint, entries, apiVersion);
  if (wait !== undefined) yield* waitFor(wait);
}

/** The same outside of steps: undefined when there is nothing to wait for. */
export function madeReadable({ convertObjects }: Versioned, entries: readonly Entry[], apiVersion: string): Promise<unknown> | undefined {
  if (convertObjects === undefined) return undefined;
  const unknown = entries.filter((entry) => !entry.knows(apiVersion));
  if (unknown.length === 0) return undefined;
  const fresh = unknown.filter((entry) => entry.learning(apiVersion) === undefined);
  if (fresh.length > 0) {
    const review = convertObjects(
      fresh.map(({ object }) => object),
      apiVersion,
    );
    for (const [index, entry] of fresh.entries())
      entry.learn(
        apiVersion,
        review.then((converted) => converted[index] as StoredObject),
      );
  }
  const waits = unknown.map((entry) => entry.learning(apiVersion)).filter((wait) => wait !== undefined);
  return Promise.all(waits);
}

/** Turns objects that are no entries (what is about to be stored, what a webhook is to see) into another version, by one review. */
export function* convertedTo(endpoint: Versioned, objects: readonly JsonObject[], apiVersion: string): Steps<readonly JsonObject[]> {
  const { convertObjects, conversion } = endpoint;
  const sources = objects as readonly unknown[] as readonly StoredObject[];
  if (convertObjects === undefined)
    return sources.map((object) => conversion(object, apiVersion)) as readonly unknown[] as readonly JsonObject[];
  if (sources.every((object) => object.apiVersion === apiVersion)) return objects;
  return (yield* waitFor(convertObjects(sources, apiVersion))) as readonly unknown[] as readonly JsonObject[];
}
