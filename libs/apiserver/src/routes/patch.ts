import { inSteps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { StatusError, unsupportedMediaType } from '../errors/status-error.ts';
import { acceptObject, parseJson } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { applyMergePatch } from '../patch/merge-patch.ts';
import { PatchError } from '../patch/patch-error.ts';
import { applyStrategicMergePatch } from '../patch/strategic-merge-patch.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { CompiledSchema } from '../schema/compiled-schema.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ApiRequest } from './api-request.ts';
import { applyType, serverSideApply } from './apply.ts';
import { existing } from './get.ts';
import { parseMediaType } from './representation.ts';
import type { Route } from './route.ts';
import { untilNobodyComesBetween, writtenAnswer } from './write.ts';

/** Changes an object, or the part of it that is its subresource, as a patch says. */
export const patch: Route = inSteps(function* (context, endpoint, target, request) {
  if (contentType(request) === applyType) return yield* serverSideApply(context, endpoint, target, request);
  const options = parseWriteOptions(request);
  const entry = yield* untilNobodyComesBetween(subjectOf(endpoint, target.name), function* () {
    const current = existing(context, endpoint, target);
    yield* readableIn(endpoint, [current], endpoint.apiVersion);
    const patched = patchedBy(request, current.in(endpoint.apiVersion) as unknown as JsonObject, mergeSchema(endpoint));
    const next = acceptObject(endpoint, patched, options);
    return yield* updateObject(context, endpoint, { current, next, subresource: target.subresource }, options);
  });
  return yield* writtenAnswer(context, endpoint, { entry, request });
});

const contentType = ({ headers }: Pick<ApiRequest, 'headers'>): string => parseMediaType(headers['content-type'] ?? '').type;

/** How lists merge is known of built-in kinds only. */
const mergeSchema = ({ resource, schema }: Endpoint): CompiledSchema | undefined => (resource.custom ? undefined : schema);

/**
 * What becomes of an object by the patch in a request.
 * @param schema allows strategic merge patches
 * @throws StatusError 400 or 422 when the patch is malformed or does not fit, 415 when its type is not known
 */
export function patchedBy(request: ApiRequest, object: JsonObject, schema: CompiledSchema | undefined): unknown {
  try {
    switch (contentType(request)) {
      case 'application/json-patch+json':
        return applyJsonPatch(object, parseJson(request.body));
      case 'application/merge-patch+json':
        return applyMergePatch(object, parseJson(request.body));
      case 'application/strategic-merge-patch+json':
        if (schema !== undefined) return applyStrategicMergePatch(object, parseJson(request.body), schema);
        break;
      default:
    }
  } catch (error) {
    if (error instanceof PatchError) throw new StatusError(error.code, error.code === 400 ? 'BadRequest' : 'Invalid', error.message);
    throw error;
  }
  const accepted = ['application/json-patch+json', 'application/merge-patch+json', applyType];
  throw unsupportedMediaType(schema === undefined ? accepted : [...accepted, 'application/strategic-merge-patch+json']);
}
