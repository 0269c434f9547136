import type { ManagedFieldsEntry } from '@capi/api';
import type { Instant } from '@capi/seams';

import type { Steps } from '../../background/steps.ts';
import type { CompiledSchema } from '../../schema/compiled-schema.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The versions of the kind beside the one of the request. */
export interface OtherVersions {
  /** Undefined for a version that is not served any more: what was owned in it is forgotten. */
  schemaOf(apiVersion: string): CompiledSchema | undefined;
  /** Turns objects without managed fields into another version, all at once. */
  convert(objects: readonly Fields[], apiVersion: string): Steps<readonly Fields[]>;
}

/** Who writes, as managed fields record it. */
interface Writer {
  /** `fieldManager` of the request, or what the user agent says. */
  readonly manager: string;
  /** The version the request speaks. */
  readonly apiVersion: string;
  /** `status` or `scale`; left out for the object itself. */
  readonly subresource?: string;
  readonly schema: CompiledSchema;
  /**
   * Top-level fields that this endpoint does not write: `status` for the object itself when status is a subresource, `spec` and
   * `metadata` for the status subresource. Left out: none.
   */
  readonly ignores?: readonly string[];
  /** For the entry that changes. */
  readonly time: Instant;
  readonly others: OtherVersions;
}

/** An ordinary write: `before` is the stored object (undefined on create), `after` what is about to be stored. */
export interface UpdateRequest extends Writer {
  readonly before: Readonly<Record<string, unknown>> | undefined;
  /** As the client wants it, `managedFields` included: an empty list resets the ownership. */
  readonly after: Readonly<Record<string, unknown>>;
}

/** A server-side apply: `live` is the stored object (undefined when it does not exist yet). */
export interface ApplyRequest extends Writer {
  readonly live: Readonly<Record<string, unknown>> | undefined;
  /** The applied configuration, without `managedFields`. */
  readonly applied: Readonly<Record<string, unknown>>;
  /** Take fields from other managers instead of reporting a conflict. */
  readonly force: boolean;
}

/** A field that another manager set to another value. */
export interface Conflict {
  /** `conflict with "kubectl" using v1: .spec.replicas` */
  readonly message: string;
  /** `.spec.replicas` */
  readonly field: string;
}

export type ApplyResult =
  | {
      readonly kind: 'applied';
      readonly object: Record<string, unknown>;
      readonly managedFields: readonly ManagedFieldsEntry[];
      /** Whether the object is what it was, whoever owns its fields now. */
      readonly unchanged: boolean;
    }
  /** A 409 with reason Conflict; each conflict is a cause of type FieldManagerConflict. */
  | { readonly kind: 'conflict'; readonly message: string; readonly conflicts: readonly Conflict[] };
