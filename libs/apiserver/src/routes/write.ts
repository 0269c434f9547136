import { inSteps, type Steps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { badRequest, modifiedMeanwhile, type Subject } from '../errors/status-error.ts';
import { createObject } from '../objects/create.ts';
import { readObject } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import { Outdated } from '../storage/object-storage.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { encodeObject } from './encode.ts';
import { existing } from './get.ts';
import type { Route } from './route.ts';

/** Creates an object. */
export const create: Route = inSteps(function* (context, endpoint, target, request) {
  if (endpoint.resource.namespaced && target.namespace === undefined) {
    throw badRequest('an empty namespace may not be set during creation');
  }
  const options = parseWriteOptions(request);
  const object = readObject(endpoint, request, options);
  const entry = yield* createObject(context, endpoint, { namespace: target.namespace }, object, options);
  return yield* writtenAnswer(context, endpoint, { entry, request, status: 201 });
});

/** Replaces an object, or the part of it that is its subresource. */
export const update: Route = inSteps(function* (context, endpoint, target, request) {
  const options = parseWriteOptions(request);
  const next = readObject(endpoint, request, options);
  const entry = yield* untilNobodyComesBetween(subjectOf(endpoint, target.name), () => {
    const current = existing(context, endpoint, target);
    return updateObject(context, endpoint, { current, next, subresource: target.subresource }, options);
  });
  return yield* writtenAnswer(context, endpoint, { entry, request });
});

interface Written {
  readonly entry: Entry;
  readonly request: ApiRequest;
  readonly status?: number;
}

/** The answer to a write: the object in the version of the request. */
export function* writtenAnswer(context: ServerContext, endpoint: Endpoint, { entry, request, status }: Written): Steps<ApiResponse> {
  yield* readableIn(endpoint, [entry], endpoint.apiVersion);
  return encodeObject(endpoint, entry, request, context.clock.now(), status);
}

/** How often a write that others come in between of is done again before its client has to. */
const attempts = 20;

/**
 * Does a write again, from reading on, when another one came while webhooks were asked: so none is lost, and none fails that did not ask
 * to be sure of what it had seen.
 * @throws StatusError Conflict when others come in between all the time
 */
export function* untilNobodyComesBetween<Result>(subject: Subject, write: () => Steps<Result>): Steps<Result> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      return yield* write();
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
    }
  }
  throw modifiedMeanwhile(subject);
}
