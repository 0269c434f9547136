import { badRequest, conflict, invalid, notFound, StatusError } from '../errors/status-error.ts';
import { createObject } from '../objects/create.ts';
import { applyFields } from '../objects/ownership.ts';
import { acceptObject, parseYaml } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import { PatchError } from '../patch/patch-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { encodeObject } from './encode.ts';
import { find } from './get.ts';
import type { Target } from './target.ts';
import { withWarnings } from './write.ts';

/** The content type of a server-side apply; JSON is YAML. */
export const applyType = 'application/apply-patch+yaml';

/** Applies a configuration: creates the object, or changes the fields that the configuration names and those it named before. */
export function serverSideApply(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  requireFieldManager(request);
  const options = parseWriteOptions(request);
  const configuration = acceptObject(endpoint, parseYaml(request.body), options);
  const metadata = (configuration['metadata'] ?? {}) as JsonObject;
  if (metadata['managedFields'] !== undefined && metadata['managedFields'] !== null) throw badRequest('metadata.managedFields must be nil');
  const current = find(context, endpoint, target);
  const subject = subjectOf(endpoint, target.name);
  if (current === undefined && target.subresource !== undefined) throw notFound(subject);
  if (current === undefined && metadata['uid'] !== undefined) {
    throw conflict(
      subject,
      `uid mismatch: the provided object specified uid ${JSON.stringify(metadata['uid'])}, and no existing object was found`,
    );
  }
  const { object, managedFields } = applied(context, endpoint, target, {
    live: current?.in(endpoint.apiVersion) as unknown as JsonObject | undefined,
    applied: configuration,
    force: options.force,
    manager: options.fieldManager,
  });
  const entry =
    current === undefined
      ? createObject(context, endpoint, { namespace: target.namespace, name: target.name }, object, options, managedFields)
      : updateObject(context, endpoint, { current, next: object, subresource: target.subresource, managedFields }, options);
  const answer = encodeObject(endpoint, entry, request, context.clock.now(), current === undefined ? 201 : 200);
  return withWarnings(answer, options.warnings);
}

function applied(
  { clock }: ServerContext,
  endpoint: Endpoint,
  { subresource }: Target,
  application: Pick<Parameters<typeof applyFields>[1], 'live' | 'applied' | 'force' | 'manager'>,
): Extract<ReturnType<typeof applyFields>, { kind: 'applied' }> {
  try {
    const result = applyFields(endpoint, { ...application, subresource, time: clock.now() });
    if (result.kind === 'applied') return result;
    const causes = result.conflicts.map(({ message, field }) => ({ reason: 'FieldManagerConflict', message, field }));
    throw new StatusError(409, 'Conflict', result.message, { causes });
  } catch (error) {
    if (error instanceof PatchError) throw new StatusError(error.code, error.code === 400 ? 'BadRequest' : 'Invalid', error.message);
    throw error;
  }
}

/** Ownership needs an owner that says its name. */
function requireFieldManager({ query }: ApiRequest): void {
  if ((query.get('fieldManager') ?? '') !== '') return;
  throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions', name: '' }, [
    { reason: 'FieldValueRequired', field: 'fieldManager', message: 'Required value: is required for apply patch' },
  ]);
}
