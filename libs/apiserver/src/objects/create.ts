import type { KubernetesObject, ManagedFieldsEntry } from '@capi/api';
import { printInstant } from '@capi/seams';

import { alreadyExists, badRequest, forbidden, invalid, notFound } from '../errors/status-error.ts';
import { kindSubject, subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import { Entry, type StoredObject } from '../storage/entry.ts';
import { warnAboutMetadata } from './check-metadata.ts';
import { newUid } from './object-uid.ts';
import { claimFields, withManagedFields } from './ownership.ts';
import { validated, type Known } from './validated.ts';
import type { WriteOptions } from './write-options.ts';

/** Where an object is to be created. */
export interface Place {
  readonly namespace?: string | undefined;
  /** As the path says, for server-side apply; otherwise the object says it. */
  readonly name?: string | undefined;
}

/** Names drawn for one `generateName` before giving up: with five characters, a second draw is rare already. */
const draws = 8;
/** Leaves room for the drawn suffix within the 63 characters of a label. */
const longestPrefix = 58;

/**
 * Stores a new object.
 * @param object as the client sent it, in the endpoint's version
 * @param managedFields when server-side apply has worked them out; otherwise all fields belong to the writer
 * @throws StatusError AlreadyExists, Invalid, NotFound (namespace) or Forbidden (namespace is going)
 */
export function createObject(
  context: ServerContext,
  endpoint: Endpoint,
  place: Place,
  object: JsonObject,
  options: WriteOptions,
  managedFields?: readonly ManagedFieldsEntry[],
): Entry {
  const { storage, clock } = context;
  const metadata = newMetadata(context, endpoint, place, object);
  const key = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  if (metadata.namespace !== undefined) requireNamespace(context, endpoint, metadata.namespace, metadata.name);
  const complete = completed(endpoint, object, metadata, options);
  if (storage.get(endpoint.storage, key) !== undefined) throw alreadyExists(subjectOf(endpoint, metadata.name));
  const after = withManagedFields(complete, (object['metadata'] as JsonObject | undefined)?.['managedFields'] as ManagedFieldsEntry[]);
  const owned = managedFields ?? claimFields(endpoint, { manager: options.fieldManager, time: clock.now(), before: undefined, after });
  const stored = withManagedFields(complete, owned) as unknown as StoredObject;
  if (options.dryRun) return new Entry(key, stored, 0, endpoint.conversion);
  return storage.put(endpoint.storage, key, endpoint.conversion(stored, endpoint.storageApiVersion), undefined);
}

/** The object as it would be stored; status is not for its creator to say, with few exceptions. */
function completed(endpoint: Endpoint, object: JsonObject, metadata: KubernetesObject['metadata'], { warnings }: WriteOptions): Known {
  const { status, ...rest } = object;
  const keeps = !endpoint.resource.status || endpoint.rules.keepsStatusAtCreation === true;
  warnings.push(...warnAboutMetadata(metadata));
  return validated(endpoint, keeps && status !== undefined ? { ...rest, metadata, status } : { ...rest, metadata });
}

/** What the client may say about a new object, and what the server says. */
function newMetadata(context: ServerContext, endpoint: Endpoint, place: Place, object: JsonObject): KubernetesObject['metadata'] {
  const sent = (object['metadata'] ?? {}) as Partial<KubernetesObject['metadata']>;
  if ((sent.resourceVersion ?? '') !== '') throw badRequest('resourceVersion should not be set on objects to be created');
  const { labels, annotations, finalizers, ownerReferences, generateName } = sent;
  return {
    name: chooseName(context, endpoint, place, sent),
    ...(given(generateName) ? { generateName } : {}),
    ...namespaceOf(endpoint, place.namespace, sent.namespace),
    uid: newUid(context.random),
    creationTimestamp: printInstant(context.clock.now()),
    ...(endpoint.rules.hasGeneration ? { generation: 1 } : {}),
    ...(given(labels) ? { labels } : {}),
    ...(given(annotations) ? { annotations } : {}),
    ...(given(ownerReferences) ? { ownerReferences } : {}),
    ...(given(finalizers) ? { finalizers } : {}),
  };
}

/** Neither absent nor null nor empty: Kubernetes does not tell these apart in metadata. */
export const given = <Value>(value: Value): value is Exclude<Value, undefined | null> =>
  value !== undefined && value !== null && value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0);

function chooseName(
  { storage, random }: ServerContext,
  endpoint: Endpoint,
  place: Place,
  sent: Partial<KubernetesObject['metadata']>,
): string {
  if (place.name !== undefined) {
    if (given(sent.name) && sent.name !== place.name) throw wrongName(sent.name, place.name);
    return place.name;
  }
  if (given(sent.name)) return sent.name;
  if (!given(sent.generateName)) {
    const cause = { reason: 'FieldValueRequired', field: 'metadata.name', message: 'Required value: name or generateName is required' };
    throw invalid(kindSubject(endpoint, ''), [cause]);
  }
  let name = '';
  for (let draw = 0; draw < draws; draw += 1) {
    name = sent.generateName.slice(0, longestPrefix) + random.suffix(5);
    const key = place.namespace === undefined ? name : `${place.namespace}/${name}`;
    if (storage.get(endpoint.storage, key) === undefined) break;
  }
  return name;
}

/** The refusal of an object whose name is not the one that its path says. */
export const wrongName = (name: string, path: string): Error =>
  badRequest(`the name of the object (${name}) does not match the name on the URL (${path})`);

function namespaceOf(endpoint: Endpoint, path: string | undefined, sent: string | undefined): { namespace?: string } {
  if (!endpoint.resource.namespaced) {
    if (given(sent)) throw badRequest('namespace may not be set on an object of a cluster-scoped kind');
    return {};
  }
  const namespace = path ?? 'default';
  if (given(sent) && sent !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return { namespace };
}

/** Nothing is created in a namespace that is not there or is going. */
function requireNamespace({ storage }: ServerContext, endpoint: Endpoint, namespace: string, name: string): void {
  const entry = storage.get('namespaces', namespace);
  if (entry === undefined) throw notFound({ group: '', kind: 'namespaces', name: namespace });
  if (entry.object.metadata.deletionTimestamp === undefined) return;
  const message = `namespace ${namespace} is being terminated`;
  const cause = { reason: 'NamespaceTerminating', message, field: 'metadata.namespace' };
  throw forbidden(subjectOf(endpoint, name), `unable to create new content in namespace ${namespace} because it is being terminated`, [
    cause,
  ]);
}
