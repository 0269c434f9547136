import { apiVersionOf } from '@capi/api';

import { StatusError, unsupportedMediaType } from '../errors/status-error.ts';
import { acceptObject, parseJson } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { encodeObject } from './encode.ts';
import { existing } from './get.ts';
import { parseMediaType } from './representation.ts';
import type { Target } from './target.ts';
import { withWarnings } from './write.ts';

function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

/** Changes an object, or the part of it that is its subresource, as a patch says. */
export function patch(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  const options = parseWriteOptions(request);
  const current = existing(context, endpoint, target);
  const patched = mergePatch(current.in(endpoint.apiVersion), parseJson(request.body));
  const next = acceptObject(endpoint, patched, options);
  const entry = updateObject(context, endpoint, { current, next, subresource: target.subresource }, options);
  return withWarnings(encodeObject(endpoint, entry, request, context.clock.now()), endpoint, options.warnings);
}
