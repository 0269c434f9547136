import { badRequest, internalError, invalid } from '../errors/status-error.ts';
import { acceptObject, readBody } from '../objects/read-object.ts';
import { updateObject } from '../objects/update.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import { kindSubject, type Endpoint } from '../registry/endpoint.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { ScalePaths } from '../served-resource.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import { json, type ApiRequest, type ApiResponse } from './api-request.ts';
import { existing } from './get.ts';
import { patchedBy } from './patch.ts';
import type { Target } from './target.ts';

/** Reads how many replicas an object has and wants, the same way for every kind that has any. */
export function getScale(context: ServerContext, endpoint: Endpoint, target: Target): ApiResponse {
  return json(200, scaleOf(endpoint, existing(context, endpoint, target)));
}

/** Replaces the scale: only the number of replicas counts. */
export function updateScale(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  return writeScale(context, endpoint, target, request, () => readBody(request));
}

/** Patches the scale. */
export function patchScale(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  return writeScale(context, endpoint, target, request, (scale) => patchedBy(request, scale, undefined));
}

function writeScale(
  context: ServerContext,
  endpoint: Endpoint,
  target: Target,
  request: ApiRequest,
  change: (scale: JsonObject) => unknown,
): ApiResponse {
  const options = parseWriteOptions(request);
  const current = existing(context, endpoint, target);
  const wanted = change(scaleOf(endpoint, current));
  if (!isObject(wanted)) throw badRequest('Scale: an object is expected');
  const before = current.in(endpoint.apiVersion) as unknown as JsonObject;
  const replicas = isObject(wanted['spec']) ? (wanted['spec']['replicas'] ?? 0) : 0;
  if (typeof replicas === 'number' && replicas < 0) throw negative(endpoint, target, replicas);
  const lock = isObject(wanted['metadata']) ? wanted['metadata']['resourceVersion'] : undefined;
  const next = {
    ...withValue(before, stepsOf(paths(endpoint).specReplicasPath), replicas),
    metadata: {
      ...(before['metadata'] as JsonObject),
      ...(lock === undefined || lock === null || lock === '' ? {} : { resourceVersion: lock }),
    },
  };
  const entry = updateObject(context, endpoint, { current, next: acceptObject(endpoint, next, options), part: 'scale' }, options);
  return json(200, scaleOf(endpoint, entry));
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
