import { methodNotAllowed, noSuchPath } from '../errors/status-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { remove, removeCollection } from './delete.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { patch } from './patch.ts';
import type { RequestVerb } from './request-info.ts';
import type { Target } from './target.ts';
import { watch } from './watch.ts';
import { create, update } from './write.ts';

/** Answers one verb on the objects of one kind. */
export type Route = (context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest) => ApiResponse;

const collection: Partial<Readonly<Record<RequestVerb, Route>>> = { list, watch, create, deletecollection: removeCollection };
const single: Partial<Readonly<Record<RequestVerb, Route>>> = { get, watch, update, patch, delete: remove };
const status: Partial<Readonly<Record<RequestVerb, Route>>> = { get, update, patch };

/**
 * Finds who answers a verb on a target.
 * @throws StatusError 404 or 405 when nobody does
 */
export function routeOf(endpoint: Endpoint, target: Target, verb: RequestVerb): Route {
  const { resource } = endpoint;
  if (target.namespace !== undefined && !resource.namespaced) throw noSuchPath();
  if (target.namespace === undefined && resource.namespaced && target.name !== undefined) throw noSuchPath();
  const route = routesFor(endpoint, target)[verb];
  if (route === undefined) throw methodNotAllowed(subjectOf(endpoint), verb);
  return route;
}

function routesFor({ resource }: Endpoint, { name, subresource }: Target): Partial<Readonly<Record<RequestVerb, Route>>> {
  if (name === undefined) return collection;
  if (subresource === undefined) return single;
  if (subresource === 'status' && resource.status) return status;
  throw noSuchPath();
}
