import type { Steps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { badRequest, conflict, invalid, notFound, StatusError } from '../errors/status-error.ts';
import { createObject } from '../objects/create.ts';
import { applyFields } from '../objects/ownership.ts';
import { acceptObject, parseYaml } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions, type WriteOptions } from '../objects/write-options.ts';
import type { ApplyResult } from '../patch/managed-fields/managed-fields.ts';
import { whyNotApplied } from '../patch/managed-fields/why-not-applied.ts';
import { PatchError } from '../patch/patch-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
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
  const body = parseYaml(request.body);
  requireApplicable(endpoint, body);
  const configuration = acceptObject(endpoint, body, options);
  const metadata = (configuration['metadata'] ?? {}) as JsonObject;
  if (metadata['managedFields'] !== undefined && metadata['managedFields'] !== null) throw badRequest('metadata.managedFields must be nil');
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

/**
 * What is applied must be something that can be owned, however leniently fields are validated. Metadata is looked at like everybody's.
 * @throws StatusError as Kubernetes answers it, which is with a failure of its own
 */
function requireApplicable({ schema, apiVersion, resource }: Endpoint, body: unknown): void {
  // Of another kind nothing can be said.
  if (!isObject(body) || (body['kind'] ?? resource.kind) !== resource.kind || (body['apiVersion'] ?? apiVersion) !== apiVersion) return;
  const { metadata, ...rest } = body;
  const known = isObject(metadata) ? schema.prune({ metadata }).object : {};
  const found = whyNotApplied({ ...rest, ...known }, schema.root);
  if (found.length === 0) return;
  const { namespace = '', name = '' } = (isObject(metadata) ? metadata : {}) as { namespace?: string; name?: string };
  const kind = `${resource.group === '' ? '/' : ''}${apiVersion}, Kind=${resource.kind}`;
  const why = found.length === 1 ? found[0] : `errors:${found.map((each) => `\n  ${each}`).join('')}`;
  throw new StatusError(500, '', `failed to create typed patch object (${namespace}/${name}; ${kind}): ${why}`);
}

/** Ownership needs an owner that says its name. */
function requireFieldManager({ query }: ApiRequest): void {
  if ((query.get('fieldManager') ?? '') !== '') return;
  throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions', name: '' }, [
    { reason: 'FieldValueRequired', field: 'fieldManager', message: 'Required value: is required for apply patch' },
  ]);
}
