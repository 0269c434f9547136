import type { Steps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { badRequest, conflict, invalid, notFound, StatusError } from '../errors/status-error.ts';
import { createObject } from '../objects/create.ts';
import { applyFields } from '../objects/ownership.ts';
import { acceptObject, parseYaml } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions, type WriteOptions } from '../objects/write-options.ts';
import type { ApplyResult } from '../patch/managed-fields/managed-fields.ts';
import { repeatedItem } from '../patch/managed-fields/repeated-items.ts';
import { PatchError } from '../patch/patch-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import { Outdated } from '../storage/object-storage.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { find } from './get.ts';
import type { Target } from './target.ts';
import { untilNobodyComesBetween, writtenAnswer } from './write.ts';

/** The content type of a server-side apply; JSON is YAML. */
export const applyType = 'application/apply-patch+yaml';

/** Applies a configuration: creates the object, or changes the fields that the configuration names and those it named before. */
export function* serverSideApply(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): Steps<ApiResponse> {
  requireFieldManager(request);
  const options = parseWriteOptions(request);
  const configuration = acceptObject(endpoint, parseYaml(request.body), options);
  const metadata = (configuration['metadata'] ?? {}) as JsonObject;
  if (metadata['managedFields'] !== undefined && metadata['managedFields'] !== null) throw badRequest('metadata.managedFields must be nil');
  requireDistinctItems(endpoint, configuration);
  let isNew = false;
  const entry = yield* untilNobodyComesBetween(subjectOf(endpoint, target.name), function* () {
    const current = find(context, endpoint, target);
    isNew = current === undefined;
    if (current === undefined) return yield* createdBy(context, endpoint, target, { configuration, options });
    yield* readableIn(endpoint, [current], endpoint.apiVersion);
    const live = current.in(endpoint.apiVersion) as unknown as JsonObject;
    const { object: next, managedFields, unchanged } = yield* applied(context, endpoint, target, { configuration, options, live });
    return yield* updateObject(context, endpoint, { current, next, subresource: target.subresource, managedFields, unchanged }, options);
  });
  return yield* writtenAnswer(context, endpoint, { entry, request, status: isNew ? 201 : 200 });
}

interface Wanted {
  readonly configuration: JsonObject;
  readonly options: WriteOptions;
  /** Absent when the object does not exist yet. */
  readonly live?: JsonObject;
}

function* createdBy(context: ServerContext, endpoint: Endpoint, target: Target, wanted: Wanted): Steps<Entry> {
  const { namespace, name, subresource } = target;
  const subject = subjectOf(endpoint, name);
  const { uid } = (wanted.configuration['metadata'] ?? {}) as { uid?: string };
  if (subresource !== undefined) throw notFound(subject);
  if (uid !== undefined) {
    throw conflict(subject, `uid mismatch: the provided object specified uid ${JSON.stringify(uid)}, and no existing object was found`);
  }
  const { object, managedFields } = yield* applied(context, endpoint, target, wanted);
  try {
    return yield* createObject(context, endpoint, { namespace, name }, object, wanted.options, managedFields);
  } catch (error) {
    // Somebody else created it while webhooks were asked: then it is to be changed.
    if (error instanceof StatusError && error.reason === 'AlreadyExists') throw new Outdated(name ?? '');
    throw error;
  }
}

function* applied(
  context: ServerContext,
  endpoint: Endpoint,
  { subresource }: Target,
  { configuration, options: { force, fieldManager: manager }, live }: Wanted,
): Steps<Extract<ApplyResult, { kind: 'applied' }>> {
  try {
    const result = yield* applyFields(context, endpoint, {
      live,
      applied: configuration,
      force,
      manager,
      subresource,
      time: context.clock.now(),
    });
    if (result.kind === 'applied') return result;
    const causes = result.conflicts.map(({ message, field }) => ({ reason: 'FieldManagerConflict', message, field }));
    throw new StatusError(409, 'Conflict', result.message, { causes });
  } catch (error) {
    if (error instanceof PatchError) throw new StatusError(error.code, error.code === 400 ? 'BadRequest' : 'Invalid', error.message);
    throw error;
  }
}

/** As Kubernetes answers it, which is with a failure of its own. */
function requireDistinctItems({ schema, apiVersion, resource }: Endpoint, configuration: JsonObject): void {
  const found = repeatedItem(configuration, schema.root);
  if (found === undefined) return;
  const { namespace = '', name = '' } = (configuration['metadata'] ?? {}) as { namespace?: string; name?: string };
  const kind = `${resource.group === '' ? '/' : ''}${apiVersion}, Kind=${resource.kind}`;
  throw new StatusError(500, '', `failed to create typed patch object (${namespace}/${name}; ${kind}): ${found}`);
}

/** Ownership needs an owner that says its name. */
function requireFieldManager({ query }: ApiRequest): void {
  if ((query.get('fieldManager') ?? '') !== '') return;
  throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions', name: '' }, [
    { reason: 'FieldValueRequired', field: 'fieldManager', message: 'Required value: is required for apply patch' },
  ]);
}
