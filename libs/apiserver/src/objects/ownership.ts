import type { ManagedFieldsEntry } from '@capi/api';
import type { DeepReadonly, Instant } from '@capi/seams';

import { updateManagedFields } from '../patch/managed-fields/update.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';

/** A write whose fields are to be recorded as the writer's. */
export interface Claim {
  readonly manager: string;
  readonly time: Instant;
  readonly subresource?: string | undefined;
  /** Undefined for a new object. */
  readonly before: JsonObject | undefined;
  /** What will be stored, with `managedFields` as the client sent them. */
  readonly after: JsonObject;
}

/** Who owns which field after a write. */
export function claimFields(endpoint: Endpoint, { manager, time, subresource, before, after }: Claim): readonly ManagedFieldsEntry[] {
  const { apiVersion, schema } = endpoint;
  return updateManagedFields({ manager, apiVersion, schema, time, before, after, ...(subresource === undefined ? {} : { subresource }) });
}

/** The object with these records in its metadata; without the field when undefined. */
export function withManagedFields(object: JsonObject, managedFields: DeepReadonly<ManagedFieldsEntry[]> | undefined): JsonObject {
  const { managedFields: _before, ...metadata } = object['metadata'] as JsonObject;
  return { ...object, metadata: managedFields === undefined ? metadata : { ...metadata, managedFields } };
}
