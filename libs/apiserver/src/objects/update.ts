import type { KubernetesObject, ManagedFieldsEntry } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { approve } from '../admission/approve.ts';
import { newVersions, storedVersions, type Attributes } from '../admission/attributes.ts';
import { mayBeMutated, mutate } from '../admission/mutate.ts';
import type { Steps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { badRequest, conflict, invalid, modifiedMeanwhile } from '../errors/status-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import { equalJson, isObject, type JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import { Entry, type StoredObject } from '../storage/entry.ts';
import { distinctOwners } from './check-metadata.ts';
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
  /** Whether an apply said nothing new. Then the version in which it was said adds nothing of its own either. */
  readonly unchanged?: boolean;
}

type Metadata = DeepReadonly<KubernetesObject['metadata']>;

/**
 * Stores a new state of an object; nothing when nothing changed. Taking away the last finalizer of an object that is being
 * deleted deletes it.
 * @returns the state after the write
 * @throws StatusError Conflict or Invalid, or what a webhook refuses with
 * @throws Outdated when another write came while webhooks were asked
 */
export function* updateObject(context: ServerContext, endpoint: Endpoint, update: Update, options: WriteOptions): Steps<Entry> {
  const { current, subresource } = update;
  yield* readableIn(endpoint, [current], endpoint.apiVersion);
  const before = current.in(endpoint.apiVersion) as unknown as Known;
  const attributes = updateOf(endpoint, before, update, options);
  const wanted = yield* admitted(context, endpoint, { before, update, options, attributes });
  requireSameObject(endpoint, before.metadata, wanted.next['metadata']);
  const asItIs = isAsItWas(endpoint, update) && wanted.next === update.next;
  const after = nextState(endpoint, before, wanted.next, { subresource, warnings: options.warnings, asItIs });
  const managedFields = wanted.managedFields ?? (yield* claimed(context, endpoint, before, after, update, options));
  const final = withManagedFields(after, managedFields);
  const versions = newVersions(endpoint, final);
  if (attributes !== undefined) {
    yield* approve(context, attributes, { object: versions, old: storedVersions(endpoint, current) });
  }
  // An object that was stored in another version is written even without a change: that is how storage is migrated.
  const isStale = current.object.apiVersion !== endpoint.storageApiVersion;
  if (!isStale && (equalJson(final, before) || isOnlyLater(final, before))) return current;
  const stored = (yield* versions.in(endpoint.storageApiVersion)) as unknown as StoredObject;
  // What differs in an old version only, where that shows something twice, is no change.
  if (!isStale && stored.apiVersion !== endpoint.apiVersion && equalJson(stored, current.object)) return current;
  return store(context, endpoint, current, { final: final as unknown as StoredObject, stored, dryRun: options.dryRun });
}

function updateOf(endpoint: Endpoint, before: Known, { subresource }: Update, options: WriteOptions): Attributes | undefined {
  const { user, dryRun, requested, warnings } = options;
  if (user === undefined) return undefined;
  const { name, namespace } = before.metadata;
  return {
    endpoint,
    operation: 'UPDATE',
    subresource,
    name,
    namespace,
    user,
    dryRun,
    options: { kind: 'UpdateOptions', apiVersion: 'meta.k8s.io/v1', ...requested },
    warnings,
  };
}

interface Admitted {
  readonly next: JsonObject;
  /** Absent when they are still to be worked out. */
  readonly managedFields: readonly ManagedFieldsEntry[] | undefined;
}

interface Wish {
  readonly before: Known;
  readonly update: Update;
  readonly options: WriteOptions;
  readonly attributes: Attributes | undefined;
}

/** What mutating webhooks make of the new state. As with new objects, what they add belongs to nobody. */
function* admitted(context: ServerContext, endpoint: Endpoint, { before, update, options, attributes }: Wish): Steps<Admitted> {
  const { next, current, subresource, managedFields } = update;
  if (attributes === undefined || !mayBeMutated(context, attributes) || !isObject(next['metadata'])) return { next, managedFields };
  const metadata = nextMetadata(before.metadata, next['metadata'] as unknown as Metadata, options.warnings);
  const merged = mergedState(endpoint, before, { ...next, metadata }, subresource);
  // Built-in kinds are decoded into structures before anybody sees them: a wrong type is found out first.
  const prepared = preparedFor(endpoint, update, merged, before);
  const owned = managedFields ?? (yield* claimed(context, endpoint, before, prepared as Known, update, options));
  const shown = withManagedFields({ ...prepared, metadata: { ...metadata, ...lockOf(next['metadata']) } }, owned);
  const changed = yield* mutate(context, attributes, shown, storedVersions(endpoint, current));
  return { next: changed === shown ? next : changed, managedFields: owned };
}

/** Kinds of Kubernetes have the same defaults in every version. */
const isAsItWas = (endpoint: Endpoint, { unchanged = false }: Update): boolean => unchanged && endpoint.resource.custom === true;

function preparedFor(endpoint: Endpoint, update: Update, merged: JsonObject, before: Known): JsonObject {
  if (!endpoint.resource.custom) return validated(endpoint, merged as Known, { old: before });
  return isAsItWas(endpoint, update) ? merged : endpoint.schema.applyDefaults(merged);
}

/** What the client says to be sure that it writes what it has seen. */
const lockOf = ({ resourceVersion, uid }: JsonObject): JsonObject => ({
  ...(given(resourceVersion) ? { resourceVersion } : {}),
  ...(given(uid) ? { uid } : {}),
});

/**
 * Whether nothing differs but when somebody last wrote. A webhook may take back what an apply changed, each time again; that is no news.
 */
function isOnlyLater(final: JsonObject, before: Known): boolean {
  const owners = (object: JsonObject): readonly ManagedFieldsEntry[] =>
    (object['metadata'] as { managedFields?: readonly ManagedFieldsEntry[] }).managedFields ?? [];
  const timeless = (object: JsonObject): unknown => owners(object).map(({ time: _time, ...entry }) => entry);
  return (
    equalJson(withManagedFields(final, undefined), withManagedFields(before, undefined)) && equalJson(timeless(final), timeless(before))
  );
}

interface Outcome {
  readonly final: StoredObject;
  /** The same in the storage version. */
  readonly stored: StoredObject;
  readonly dryRun: boolean;
}

function store({ storage }: ServerContext, endpoint: Endpoint, current: Entry, { final, stored, dryRun }: Outcome): Entry {
  if (dryRun) return new Entry(current.key, final, current.revision, endpoint.conversion);
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

interface StateOptions {
  readonly subresource: string | undefined;
  readonly warnings: string[];
  readonly asItIs: boolean;
}

/** What would be stored: the part that this endpoint writes as the client wants it, the rest as it was. */
function nextState(endpoint: Endpoint, before: Known, next: JsonObject, { subresource, warnings, asItIs }: StateOptions): Known {
  const { resource, rules } = endpoint;
  const metadata = nextMetadata(before.metadata, next['metadata'] as Metadata, warnings);
  const merged = mergedState(endpoint, before, { ...next, metadata }, subresource) as Known;
  const complete = validated(endpoint, merged, { old: before, warnings, asItIs });
  if (!rules.hasGeneration || !wishChanged(before, complete, resource.status)) return complete;
  return { ...complete, metadata: { ...complete.metadata, generation: (before.metadata.generation ?? 0) + 1 } };
}

/** The part that the endpoint writes laid over the rest. */
function mergedState({ resource, rules }: Endpoint, before: Known, next: JsonObject, subresource: string | undefined): JsonObject {
  const sent: JsonObject = { ...next, apiVersion: before['apiVersion'], kind: before['kind'] };
  if (subresource === 'status') return statusOnly(before, sent, rules.statusWritesMetadata === true);
  return resource.status ? keepStatus(before, sent) : sent;
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
function nextMetadata(before: Metadata, sent: Metadata, warnings: string[]): Metadata {
  const { labels, annotations, finalizers } = sent;
  const ownerReferences = distinctOwners(sent.ownerReferences, warnings);
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
  context: ServerContext,
  endpoint: Endpoint,
  before: Known,
  after: Known,
  { next, subresource, part = subresource }: Update,
  { fieldManager }: WriteOptions,
): Steps<readonly ManagedFieldsEntry[]> {
  // A client that sends an empty list resets ownership; one that sends none leaves it alone.
  const sent = (next['metadata'] as Metadata).managedFields ?? before.metadata.managedFields;
  return claimFields(context, endpoint, {
    manager: fieldManager,
    time: context.clock.now(),
    subresource: part,
    before,
    after: withManagedFields(after, sent),
  });
}
