import type { KubernetesObject, ManagedFieldsEntry } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { badRequest, conflict, invalid, modifiedMeanwhile } from '../errors/status-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import { equalJson, isObject, type JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import { Entry, type StoredObject } from '../storage/entry.ts';
import { given, wrongName } from './create.ts';
import { wishChanged } from './generation.ts';
import { claimFields, withManagedFields } from './ownership.ts';
import { validated, type Known } from './validated.ts';
import type { WriteOptions } from './write-options.ts';

/** A new state of an object, as a client wants it. */
export interface Update {
  /** What is stored now. */
  readonly current: Entry;
  /** In the endpoint's version. A resourceVersion in it is an optimistic lock. */
  readonly next: JsonObject;
  /** Which part of the object is written; the object itself when absent. */
  readonly subresource?: string | undefined;
  /** Recorded as the subresource that was written, when that is not the part that is stored: `scale`. */
  readonly part?: string;
  /** When server-side apply has worked them out. */
  readonly managedFields?: readonly ManagedFieldsEntry[];
}

type Metadata = DeepReadonly<KubernetesObject['metadata']>;

/**
 * Stores a new state of an object; nothing when nothing changed. Taking away the last finalizer of an object that is being
 * deleted deletes it.
 * @returns the state after the write
 * @throws StatusError Conflict or Invalid
 */
export function updateObject(context: ServerContext, endpoint: Endpoint, update: Update, options: WriteOptions): Entry {
  const { current, subresource } = update;
  const before = current.in(endpoint.apiVersion) as unknown as Known;
  requireSameObject(endpoint, before.metadata, update.next['metadata']);
  const after = nextState(endpoint, before, update.next, subresource);
  const managedFields = update.managedFields ?? claimed(context, endpoint, before, after, update, options);
  const final = withManagedFields(after, managedFields) as unknown as StoredObject;
  if (equalJson(final, before)) return current;
  return store(context, endpoint, current, final, options);
}

function store({ storage }: ServerContext, endpoint: Endpoint, current: Entry, final: StoredObject, { dryRun }: WriteOptions): Entry {
  if (dryRun) return new Entry(current.key, final, current.revision, endpoint.conversion);
  const stored = endpoint.conversion(final, endpoint.storageApiVersion);
  if (isFinished(stored)) return storage.remove(endpoint.storage, current.key, current, stored);
  return storage.put(endpoint.storage, current.key, stored, current);
}

/** Whether an object that is being deleted has nothing left to wait for. */
export function isFinished({ metadata, ...rest }: StoredObject): boolean {
  if (metadata.deletionTimestamp === undefined || given(metadata.finalizers)) return false;
  const { spec } = rest as { spec?: { finalizers?: readonly string[] } };
  // A namespace also waits for its content, by a finalizer of its own in spec.
  return !(rest.kind === 'Namespace' && rest.apiVersion === 'v1' && given(spec?.finalizers));
}

/** The object must be the one that the client has seen: same name, same uid, same version when it says one. */
function requireSameObject(endpoint: Endpoint, before: Metadata, sent: unknown): void {
  if (!isObject(sent)) throw badRequest('metadata: an object is expected');
  const { name, namespace, uid, resourceVersion } = sent as unknown as Partial<Metadata>;
  if (given(name) && name !== before.name) throw wrongName(name, before.name);
  if (given(namespace) && namespace !== before.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const subject = subjectOf(endpoint, before.name);
  if (given(uid) && uid !== before.uid) {
    throw conflict(subject, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.uid ?? ''}`);
  }
  if (!given(resourceVersion) && endpoint.rules.needsResourceVersion) {
    const message = 'Invalid value: 0: must be specified for an update';
    throw invalid(subject, [{ reason: 'FieldValueInvalid', field: 'metadata.resourceVersion', message }]);
  }
  if (given(resourceVersion) && resourceVersion !== before.resourceVersion) throw modifiedMeanwhile(subject);
}

/** What would be stored: the part that this endpoint writes as the client wants it, the rest as it was. */
function nextState(endpoint: Endpoint, before: Known, next: JsonObject, subresource: string | undefined): Known {
  const { resource, rules } = endpoint;
  const metadata = nextMetadata(before.metadata, next['metadata'] as Metadata);
  const sent: JsonObject = { ...next, apiVersion: before['apiVersion'], kind: before['kind'], metadata };
  const merged =
    subresource === 'status'
      ? statusOnly(before, sent, rules.statusWritesMetadata === true)
      : resource.status
        ? keepStatus(before, sent)
        : sent;
  const complete = validated(endpoint, merged as Known, before);
  if (!rules.hasGeneration || !wishChanged(before, complete, resource.status)) return complete;
  return { ...complete, metadata: { ...complete.metadata, generation: (before.metadata.generation ?? 0) + 1 } };
}

function statusOnly(before: Known, sent: JsonObject, metadataToo: boolean): JsonObject {
  const { status: _before, ...rest } = before;
  return {
    ...rest,
    metadata: metadataToo ? sent['metadata'] : before.metadata,
    ...(sent['status'] === undefined ? {} : { status: sent['status'] }),
  };
}

function keepStatus(before: Known, sent: JsonObject): JsonObject {
  const { status: _sent, ...rest } = sent;
  return before['status'] === undefined ? rest : { ...rest, status: before['status'] };
}

/** What a client may change in metadata, and what it may not. */
function nextMetadata(before: Metadata, sent: Metadata): Metadata {
  const { labels, annotations, ownerReferences, finalizers } = sent;
  const { labels: _l, annotations: _a, ownerReferences: _o, finalizers: _f, ...fixed } = before;
  return {
    ...fixed,
    ...(given(labels) ? { labels } : {}),
    ...(given(annotations) ? { annotations } : {}),
    ...(given(ownerReferences) ? { ownerReferences } : {}),
    ...(given(finalizers) ? { finalizers } : {}),
  };
}

function claimed(
  { clock }: ServerContext,
  endpoint: Endpoint,
  before: Known,
  after: Known,
  { next, subresource, part = subresource }: Update,
  { fieldManager }: WriteOptions,
): readonly ManagedFieldsEntry[] {
  // A client that sends an empty list resets ownership; one that sends none leaves it alone.
  const sent = (next['metadata'] as Metadata).managedFields ?? before.metadata.managedFields;
  return claimFields(endpoint, {
    manager: fieldManager,
    time: clock.now(),
    subresource: part,
    before,
    after: withManagedFields(after, sent),
  });
}
