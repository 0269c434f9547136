import type { ManagedFieldsEntry } from '@capi/api';
import type { DeepReadonly, Instant } from '@capi/seams';

import type { Steps } from '../background/steps.ts';
import { convertedTo } from '../conversion/in-version.ts';
import { apply } from '../patch/managed-fields/apply.ts';
import type { ApplyResult, OtherVersions, UpdateRequest } from '../patch/managed-fields/managed-fields.ts';
import { updateManagedFields } from '../patch/managed-fields/update.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';

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
export function claimFields(
  context: ServerContext,
  endpoint: Endpoint,
  { subresource, ...claim }: Claim,
): Steps<readonly ManagedFieldsEntry[]> {
  return updateManagedFields({ ...claim, ...writtenPart(endpoint, subresource), others: otherVersions(context, endpoint) });
}

/** What a server-side apply brings. */
export interface Application {
  readonly manager: string;
  readonly time: Instant;
  readonly subresource?: string | undefined;
  /** Undefined when the object does not exist yet. */
  readonly live: JsonObject | undefined;
  readonly applied: JsonObject;
  readonly force: boolean;
}

/** What is to be stored after a server-side apply, or which other managers object. */
export function applyFields(context: ServerContext, endpoint: Endpoint, { subresource, ...application }: Application): Steps<ApplyResult> {
  return apply({ ...application, ...writtenPart(endpoint, subresource), others: otherVersions(context, endpoint) });
}

/** Owners may have written in another version, and are understood in that one. */
const otherVersions = ({ registry }: ServerContext, endpoint: Endpoint): OtherVersions => ({
  schemaOf: (apiVersion) => registry.ofVersion(endpoint.storage, apiVersion)?.schema,
  convert: (objects, apiVersion) => convertedTo(endpoint, objects, apiVersion),
});

/** An endpoint cannot own what it does not write. */
function writtenPart({ apiVersion, schema, resource, rules }: Endpoint, subresource: string | undefined): WrittenPart {
  const written = { apiVersion, schema };
  if (subresource === undefined) return resource.status ? { ...written, ignores: ['status'] } : written;
  if (subresource !== 'status') return { ...written, subresource };
  return { ...written, subresource, ignores: rules.statusWritesMetadata === true ? ['spec'] : ['spec', 'metadata'] };
}

type WrittenPart = Pick<UpdateRequest, 'apiVersion' | 'schema' | 'subresource' | 'ignores'>;

/** The object with these records in its metadata; without the field when there are none. */
export function withManagedFields(object: JsonObject, managedFields: DeepReadonly<ManagedFieldsEntry[]> | undefined): JsonObject {
  const { managedFields: _before, ...metadata } = object['metadata'] as JsonObject;
  return { ...object, metadata: managedFields === undefined || managedFields.length === 0 ? metadata : { ...metadata, managedFields } };
}
