import { resourceName } from '@capi/api';

import { methodNotAllowed, noSuchPath, notFound } from '../errors/status-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import { builtInSubresource } from '../subresources/built-in-subresources.ts';
import { remove, removeCollection } from './delete.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { patch } from './patch.ts';
import type { RequestVerb } from './request-info.ts';
import type { Route } from './route.ts';
import { getScale, patchScale, updateScale } from './scale.ts';
import type { Target } from './target.ts';
import { watch } from './watch.ts';
import { create, update } from './write.ts';

type Routes = Partial<Readonly<Record<RequestVerb, Route>>>;

const collection: Routes = { list, watch, create, deletecollection: removeCollection };
const single: Routes = { get, watch, update, patch, delete: remove };
const status: Routes = { get, update, patch };
const scale: Routes = { get: getScale, update: updateScale, patch: patchScale };

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

function routesFor(endpoint: Endpoint, { name, subresource }: Target): Routes {
  const { resource } = endpoint;
  if (name === undefined) return allowed(collection, resource.verbs);
  if (subresource === undefined) return allowed(single, resource.verbs);
  if (subresource === 'status' && resource.status) return status;
  if (subresource === 'scale' && resource.scale !== undefined) return scale;
  const routes = builtInSubresource(resourceName(resource), subresource);
  if (routes === undefined) throw notFound(subjectOf(endpoint, name));
  return routes;
}

const allowed = (routes: Routes, verbs: readonly string[]): Routes =>
  Object.fromEntries(Object.entries(routes).filter(([verb]) => verbs.includes(verb)));
