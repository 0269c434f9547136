import { internalError, noSuchPath, methodNotAllowed, StatusError } from '../errors/status-error.ts';
import { subjectOf } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import { json, type ApiRequest, type ApiResponse } from './api-request.ts';
import { verbOf } from './request-info.ts';
import { routeOf } from './resource-routes.ts';
import { serverRoute } from './server-routes.ts';
import { parseTarget } from './target.ts';

/**
 * Answers a request, an error as a Status.
 * @param onBug is told about what is no foreseen refusal
 */
export function dispatch(context: ServerContext, request: ApiRequest, onBug: (error: unknown) => void): ApiResponse {
  try {
    return answer(context, request);
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

function answer(context: ServerContext, request: ApiRequest): ApiResponse {
  const server = serverRoute(context, request);
  if (server !== undefined) return server;
  const target = parseTarget(request.path);
  if (target === undefined) throw noSuchPath();
  const endpoint = context.registry.find(target.group, target.version, target.plural);
  if (endpoint === undefined) throw noSuchPath();
  const verb = verbOf(request.method, target, request.query);
  if (verb === undefined) throw methodNotAllowed(subjectOf(endpoint), request.method);
  return routeOf(endpoint, target, verb)(context, endpoint, target, request);
}
