import type { KubernetesObject, ManagedFieldsEntry } from '@capi/api';
import { printInstant } from '@capi/seams';

import { approve } from '../admission/approve.ts';
import { newVersions, type Attributes } from '../admission/attributes.ts';
import { mayBeMutated, mutate } from '../admission/mutate.ts';
import type { Steps } from '../background/steps.ts';
import { alreadyExists, badRequest, forbidden, invalid, noSuchPath, notFound } from '../errors/status-error.ts';
import { kindSubject, subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import { Entry, type StoredObject } from '../storage/entry.ts';
import { distinctOwners, warnAboutMetadata } from './check-metadata.ts';
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
 * @throws StatusError AlreadyExists, Invalid, NotFound (namespace) or Forbidden (namespace is going), or what a webhook refuses with
 */
export function* createObject(
  context: ServerContext,
  endpoint: Endpoint,
  place: Place,
  object: JsonObject,
  options: WriteOptions,
  managedFields?: readonly ManagedFieldsEntry[],
): Steps<Entry> {
  const { storage, clock } = context;
  const attributes = creationOf(endpoint, place, object, options);
  const claim = (after: JsonObject): Steps<readonly ManagedFieldsEntry[]> =>
    claimFields(context, endpoint, { manager: options.fieldManager, time: clock.now(), before: undefined, after });
  const draft = yield* drafted(context, endpoint, place, object, { attributes, managedFields, claim });
  const metadata = newMetadata(context, endpoint, place, draft.object, options.warnings);
  const key = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  requirePlace(context, endpoint, metadata);
  const complete = completed(endpoint, draft.object, metadata, options);
  const after = withManagedFields(complete, (object['metadata'] as JsonObject | undefined)?.['managedFields'] as ManagedFieldsEntry[]);
  const final = withManagedFields(complete, draft.managedFields ?? (yield* claim(after)));
  const versions = newVersions(endpoint, final);
  if (attributes !== undefined) yield* approve(context, { ...attributes, name: metadata.name }, { object: versions });
  const stored = (yield* versions.in(endpoint.storageApiVersion)) as unknown as StoredObject;
  // Others may have written while webhooks were asked.
  requirePlace(context, endpoint, metadata);
  if (storage.get(endpoint.storage, key) !== undefined) throw alreadyExists(subjectOf(endpoint, metadata.name));
  if (options.dryRun) return new Entry(key, final as unknown as StoredObject, 0, endpoint.conversion);
  return storage.put(endpoint.storage, key, stored, undefined);
}

const creationOf = (
  endpoint: Endpoint,
  { namespace, name }: Place,
  object: JsonObject,
  { user, dryRun, requested, warnings }: WriteOptions,
): Attributes | undefined =>
  user === undefined
    ? undefined
    : {
        endpoint,
        operation: 'CREATE',
        name: name ?? (object['metadata'] as { name?: string } | undefined)?.name,
        namespace: endpoint.resource.namespaced ? (namespace ?? 'default') : undefined,
        user,
        dryRun,
        options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1', ...requested },
        warnings,
      };

interface Draft {
  readonly object: JsonObject;
  /** Absent when they are still to be worked out. */
  readonly managedFields: readonly ManagedFieldsEntry[] | undefined;
}

interface Drafting {
  readonly attributes: Attributes | undefined;
  readonly managedFields: readonly ManagedFieldsEntry[] | undefined;
  readonly claim: (after: JsonObject) => Steps<readonly ManagedFieldsEntry[]>;
}

/**
 * What mutating webhooks make of an object before the server completes it. They see it with its defaults and with what its writer owns:
 * what they add themselves belongs to nobody.
 */
function* drafted(
  context: ServerContext,
  endpoint: Endpoint,
  place: Place,
  object: JsonObject,
  { attributes, managedFields, claim }: Drafting,
): Steps<Draft> {
  if (attributes === undefined || !mayBeMutated(context, attributes)) return { object, managedFields };
  const sent = (object['metadata'] ?? {}) as JsonObject;
  const { namespace } = attributes;
  const metadata = {
    ...sent,
    ...(place.name === undefined ? {} : { name: place.name }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  if (namespace !== undefined) requireNamespace(context, endpoint, namespace, attributes.name ?? '');
  const asked = { ...object, metadata };
  // Built-in kinds are decoded into structures before anybody sees them: a wrong type is found out first.
  const prepared = endpoint.resource.custom ? endpoint.schema.applyDefaults(asked) : validated(endpoint, named(asked) as unknown as Known);
  const owned = managedFields ?? (yield* claim(prepared));
  const before = withManagedFields(asked === prepared ? asked : { ...prepared, metadata }, owned);
  return { object: yield* mutate(context, attributes, before, undefined), managedFields: owned };
}

/** With a name that is valid, while the real one is yet to be drawn. */
const named = (object: JsonObject): JsonObject => ({ ...object, metadata: { name: 'x', ...(object['metadata'] as JsonObject) } });

/** The object as it would be stored; status is not for its creator to say, with few exceptions. */
function completed(endpoint: Endpoint, object: JsonObject, metadata: KubernetesObject['metadata'], { warnings }: WriteOptions): Known {
  const { status, ...rest } = object;
  const keeps = !endpoint.resource.status || endpoint.rules.keepsStatusAtCreation === true;
  warnings.push(...warnAboutMetadata(metadata));
  return validated(endpoint, keeps && status !== undefined ? { ...rest, metadata, status } : { ...rest, metadata });
}

/** What the client may say about a new object, and what the server says. */
function newMetadata(
  context: ServerContext,
  endpoint: Endpoint,
  place: Place,
  object: JsonObject,
  warnings: string[],
): KubernetesObject['metadata'] {
  const sent = (object['metadata'] ?? {}) as Partial<KubernetesObject['metadata']>;
  if ((sent.resourceVersion ?? '') !== '') throw badRequest('resourceVersion should not be set on objects to be created');
  const { labels, annotations, finalizers, generateName } = sent;
  const ownerReferences = distinctOwners(sent.ownerReferences, warnings);
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

/** The kind is served, and the namespace is there. */
function requirePlace(context: ServerContext, endpoint: Endpoint, { namespace, name }: KubernetesObject['metadata']): void {
  if (context.registry.stored(endpoint.storage) === undefined) throw noSuchPath();
  if (namespace !== undefined) requireNamespace(context, endpoint, namespace, name);
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
