import { resourceName } from '@capi/api';

import { notAllowed } from '../authorization/authorizer.ts';
import { internalError, methodNotAllowed, noSuchPath, StatusError } from '../errors/status-error.ts';
import { subjectOf } from '../registry/endpoint.ts';
import { isReview, review } from '../reviews/reviews.ts';
import type { ServerContext } from '../server-context.ts';
import { json, type ApiRequest, type ApiResponse } from './api-request.ts';
import { verbOf } from './request-info.ts';
import { routeOf } from './resource-routes.ts';
import { serverRoute } from './server-routes.ts';
import { parseTarget } from './target.ts';
import { withWarnings } from './write.ts';

/**
 * Answers a request, an error as a Status.
 * @param onBug is told about what is no foreseen refusal
 */
export async function dispatch(context: ServerContext, request: ApiRequest, onBug: (error: unknown) => void): Promise<ApiResponse> {
  try {
    return await answer(context, request);
  } catch (error) {
    if (error instanceof StatusError) return refuse(error);
    onBug(error);
    return refuse(internalError(error instanceof Error ? error.message : 'unknown'));
  }
}

/** A refusal as an answer. */
export function refuse(error: StatusError): ApiResponse {
  const wait = error.details?.retryAfterSeconds;
  return json(error.code, error.status(), wait === undefined ? {} : { 'retry-after': String(wait) });
}

function answer(context: ServerContext, request: ApiRequest): ApiResponse | Promise<ApiResponse> {
  const { method, path, query, user } = request;
  const target = parseTarget(path);
  if (target === undefined) {
    const access = { user, verb: method.toLowerCase(), path };
    if (!context.authorize(access)) throw notAllowed(access);
    return serverRoute(context, request);
  }
  const verb = verbOf(method, target, query);
  const access = { user, verb: verb ?? method.toLowerCase(), resource: target };
  if (!context.authorize(access)) throw notAllowed(access);
  const endpoint = context.registry.find(target.group, target.version, target.plural);
  if (endpoint === undefined) throw noSuchPath();
  if (verb === undefined) throw methodNotAllowed(subjectOf(endpoint), method);
  if (target.subresource !== undefined) {
    const extension = context.extensions.get(`${resourceName(endpoint.resource)}/${target.subresource}`);
    if (extension?.answer !== undefined) return extension.answer(target, request);
  }
  if (isReview(endpoint) && verb === 'create') return review(context, endpoint, request);
  const response = routeOf(endpoint, target, verb)(context, endpoint, target, request);
  const { deprecationWarning } = endpoint.resource;
  if (deprecationWarning === undefined) return response;
  const warned = (answered: ApiResponse): ApiResponse => withWarnings(answered, [deprecationWarning]);
  return response instanceof Promise ? response.then(warned) : warned(response);
}
