import { admitOwnKind } from '../admission/admit-own-kind.ts';
import { inSteps, type Steps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { badRequest, internalError, invalid } from '../errors/status-error.ts';
import { acceptObject, readBody } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import { kindSubject, subjectOf, type Endpoint } from '../registry/endpoint.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { ScalePaths } from '../served-resource.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import { json, type ApiRequest, type ApiResponse } from './api-request.ts';
import { existing } from './get.ts';
import { patchedBy } from './patch.ts';
import type { Route } from './route.ts';
import type { Target } from './target.ts';
import { untilNobodyComesBetween } from './write.ts';

/** Reads how many replicas an object has and wants, the same way for every kind that has any. */
export const getScale: Route = inSteps(function* (context, endpoint, target) {
  const entry = existing(context, endpoint, target);
  yield* readableIn(endpoint, [entry], endpoint.apiVersion);
  return json(200, scaleOf(endpoint, entry));
});

/** Replaces the scale: only the number of replicas counts. */
export const updateScale: Route = inSteps(function* (context, endpoint, target, request) {
  return yield* writeScale(context, endpoint, target, { request, change: () => readBody(request) });
});

/** Patches the scale. */
export const patchScale: Route = inSteps(function* (context, endpoint, target, request) {
  return yield* writeScale(context, endpoint, target, { request, change: (scale) => patchedBy(request, scale, undefined) });
});

interface ScaleChange {
  readonly request: ApiRequest;
  readonly change: (scale: JsonObject) => unknown;
}

function* writeScale(context: ServerContext, endpoint: Endpoint, target: Target, { request, change }: ScaleChange): Steps<ApiResponse> {
  const options = parseWriteOptions(request);
  const entry = yield* untilNobodyComesBetween(subjectOf(endpoint, target.name), function* () {
    const current = existing(context, endpoint, target);
    yield* readableIn(endpoint, [current], endpoint.apiVersion);
    const old = scaleOf(endpoint, current);
    const sent = change(old);
    if (!isObject(sent)) throw badRequest('Scale: an object is expected');
    requireReplicas(endpoint, target, sent);
    const object = yield* admitOwnKind(context, endpoint, target, {
      kind: scaleKind,
      operation: 'UPDATE',
      object: complete(old, sent),
      old,
      options,
    });
    const next = withReplicas(endpoint, current, object, requireReplicas(endpoint, target, object));
    // Webhooks were asked about the Scale; the object itself is not what was written.
    const { user: _user, ...unasked } = options;
    return yield* updateObject(context, endpoint, { current, next: acceptObject(endpoint, next, options), part: 'scale' }, unasked);
  });
  yield* readableIn(endpoint, [entry], endpoint.apiVersion);
  return json(200, scaleOf(endpoint, entry));
}

const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/** A Scale says only what it wants; who it is about and how things are, is known. */
const complete = (old: JsonObject, sent: JsonObject): JsonObject => ({
  ...old,
  ...sent,
  metadata: { ...(old['metadata'] as JsonObject), ...(isObject(sent['metadata']) ? sent['metadata'] : {}) },
  status: old['status'],
});

function requireReplicas(endpoint: Endpoint, target: Target, scale: JsonObject): unknown {
  const replicas = isObject(scale['spec']) ? (scale['spec']['replicas'] ?? 0) : 0;
  if (typeof replicas === 'number' && replicas < 0) throw negative(endpoint, target, replicas);
  return replicas;
}

function withReplicas(endpoint: Endpoint, current: Entry, scale: JsonObject, replicas: unknown): JsonObject {
  const before = current.in(endpoint.apiVersion) as unknown as JsonObject;
  const lock = isObject(scale['metadata']) ? scale['metadata']['resourceVersion'] : undefined;
  return {
    ...withValue(before, stepsOf(paths(endpoint).specReplicasPath), replicas),
    metadata: {
      ...(before['metadata'] as JsonObject),
      ...(lock === undefined || lock === null || lock === '' ? {} : { resourceVersion: lock }),
    },
  };
}

function negative(endpoint: Endpoint, { name = '' }: Target, replicas: number): Error {
  const message = `Invalid value: ${replicas}: should be a non-negative integer`;
  return invalid(kindSubject(endpoint, name), [{ reason: 'FieldValueInvalid', field: paths(endpoint).specReplicasPath, message }]);
}

/** Of an endpoint that has a scale subresource: the router asks nobody else. */
function paths({ resource }: Endpoint): ScalePaths {
  if (resource.scale === undefined) throw new Error(`${resource.plural} cannot be scaled`);
  return resource.scale;
}

function scaleOf(endpoint: Endpoint, entry: Entry): JsonObject {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = paths(endpoint);
  const object = entry.in(endpoint.apiVersion);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = valueAt(object, stepsOf(specReplicasPath));
  if (replicas === undefined && endpoint.resource.custom)
    throw internalError(`the spec replicas field ${JSON.stringify(specReplicasPath)} does not exist`);
  const selected = labelSelectorPath === undefined ? undefined : valueAt(object, stepsOf(labelSelectorPath));
  const selector = selectorText(selected ?? valueAt(object, ['spec', 'selector']));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === undefined ? {} : { replicas },
    status: { replicas: valueAt(object, stepsOf(statusReplicasPath)) ?? 0, ...(selector === undefined ? {} : { selector }) },
  };
}

/** Custom resources hold the selector as text, built-in kinds as labels. */
function selectorText(selector: unknown): string | undefined {
  if (typeof selector === 'string') return selector;
  if (!isObject(selector) || !isObject(selector['matchLabels'])) return undefined;
  return Object.entries(selector['matchLabels'])
    .map(([key, value]) => `${key}=${String(value as string)}`)
    .join(',');
}

const stepsOf = (path: string): readonly string[] => path.split('.').filter((step) => step !== '');

function valueAt(object: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), object);
}

function withValue(object: JsonObject, [step = '', ...rest]: readonly string[], value: unknown): JsonObject {
  if (rest.length === 0) return { ...object, [step]: value };
  return { ...object, [step]: withValue(isObject(object[step]) ? object[step] : {}, rest, value) };
}
