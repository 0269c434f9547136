import { badRequest } from '../errors/status-error.ts';
import { createObject } from '../objects/create.ts';
import { readObject } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions, warningText } from '../objects/write-options.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { encodeObject } from './encode.ts';
import { existing } from './get.ts';
import type { Target } from './target.ts';

/** Creates an object. */
export function create(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  if (endpoint.resource.namespaced && target.namespace === undefined) {
    throw badRequest('an empty namespace may not be set during creation');
  }
  const options = parseWriteOptions(request);
  const object = readObject(endpoint, request, options);
  const entry = createObject(context, endpoint, { namespace: target.namespace }, object, options);
  return withWarnings(encodeObject(endpoint, entry, request, context.clock.now(), 201), options.warnings);
}

/** Replaces an object, or the part of it that is its subresource. */
export function update(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  const options = parseWriteOptions(request);
  const next = readObject(endpoint, request, options);
  const current = existing(context, endpoint, target);
  const entry = updateObject(context, endpoint, { current, next, subresource: target.subresource }, options);
  return withWarnings(encodeObject(endpoint, entry, request, context.clock.now()), options.warnings);
}

/** Adds what the client should know although all went well. */
export function withWarnings(response: ApiResponse, warnings: readonly string[]): ApiResponse {
  return warnings.length === 0
    ? response
    : {
        ...response,
        headers: { ...response.headers, warning: [response.headers['warning'] ?? [], warningText(warnings)].flat().join(', ') },
      };
}
