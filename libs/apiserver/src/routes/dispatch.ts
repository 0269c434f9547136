import { resourceName } from '@capi/api';

import { notAllowed } from '../authorization/authorizer.ts';
import { internalError, methodNotAllowed, noSuchPath, StatusError } from '../errors/status-error.ts';
import { warningText } from '../objects/write-options.ts';
import { subjectOf } from '../registry/endpoint.ts';
import { isReview, review } from '../reviews/reviews.ts';
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
export async function dispatch(context: ServerContext, request: ApiRequest, onBug: (error: unknown) => void): Promise<ApiResponse> {
  const warnings: string[] = [];
  try {
    return withWarnings(await answer(context, { ...request, warnings }, warnings), warnings);
  } catch (error) {
    if (error instanceof StatusError) return withWarnings(refuse(error), warnings);
    onBug(error);
    return refuse(internalError(error instanceof Error ? error.message : 'unknown'));
  }
}

/** Adds what the client should know whether or not all went well. */
const withWarnings = (response: ApiResponse, warnings: readonly string[]): ApiResponse =>
  warnings.length === 0 ? response : { ...response, headers: { ...response.headers, warning: warningText(warnings) } };

/** A refusal as an answer. */
export function refuse(error: StatusError): ApiResponse {
  const wait = error.details?.retryAfterSeconds;
  return json(error.code, error.status(), wait === undefined ? {} : { 'retry-after': String(wait) });
}

/** The one name that a list or a watch asks for: whoever may see objects of this name only may ask so. */
const selectedName = (query: URLSearchParams): string | undefined =>
  /(?:^|,)metadata\.name==?([^,=!]+)(?:,|$)/.exec(query.get('fieldSelector') ?? '')?.[1];

function answer(context: ServerContext, request: ApiRequest, warnings: string[]): ApiResponse | Promise<ApiResponse> {
  const { method, path, query, user } = request;
  const target = parseTarget(path);
  if (target === undefined) {
    const access = { user, verb: method.toLowerCase(), path };
    if (!context.authorize(access)) return { ...refuse(notAllowed(access)), isDenied: true };
    return serverRoute(context, request);
  }
  const verb = verbOf(method, target, query);
  const access = { user, verb: verb ?? method.toLowerCase(), resource: { ...target, name: target.name ?? selectedName(query) } };
  if (!context.authorize(access)) return { ...refuse(notAllowed(access)), isDenied: true };
  const endpoint = context.registry.find(target.group, target.version, target.plural);
  if (endpoint === undefined) throw noSuchPath();
  if (verb === undefined) throw methodNotAllowed(subjectOf(endpoint), method);
  if (target.subresource !== undefined) {
    const extension = context.extensions.get(`${resourceName(endpoint.resource)}/${target.subresource}`);
    if (extension?.answer !== undefined) return extension.answer(target, request);
  }
  if (isReview(endpoint) && verb === 'create') return review(context, endpoint, request);
  if (endpoint.resource.deprecationWarning !== undefined) warnings.push(endpoint.resource.deprecationWarning);
  return routeOf(endpoint, target, verb)(context, endpoint, target, request);
}
