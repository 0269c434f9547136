import { inSteps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { notFound } from '../errors/status-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import { encodeObject } from './encode.ts';
import type { Route } from './route.ts';
import type { Target } from './target.ts';

/** Reads one object. */
export const get: Route = inSteps(function* (context, endpoint, target, request) {
  const entry = existing(context, endpoint, target);
  yield* readableIn(endpoint, [entry], endpoint.apiVersion);
  return encodeObject(endpoint, entry, request, context.clock.now());
});

/** The object that a path points at; undefined when there is none. */
export function find({ storage }: ServerContext, endpoint: Endpoint, { namespace, name = '' }: Target): Entry | undefined {
  return storage.get(endpoint.storage, namespace === undefined ? name : `${namespace}/${name}`);
}

/** @throws StatusError 404 when there is no such object */
export function existing(context: ServerContext, endpoint: Endpoint, target: Target): Entry {
  const entry = find(context, endpoint, target);
  if (entry === undefined) throw notFound(subjectOf(endpoint, target.name));
  return entry;
}
