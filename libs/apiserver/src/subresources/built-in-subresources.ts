import { printInstant, later, seconds } from '@capi/seams';

import { admitOwnKind } from '../admission/admit-own-kind.ts';
import { inSteps } from '../background/steps.ts';
import { noSuchPath } from '../errors/status-error.ts';
import { parseDeleteOptions } from '../objects/delete-options.ts';
import { deleteObject } from '../objects/delete.ts';
import { readBody, readObject } from '../objects/read-object.ts';
import { writeOrRemove } from '../objects/release-object.ts';
import { parseWriteOptions } from '../objects/write-options.ts';
import { subjectOf } from '../registry/endpoint.ts';
import { json } from '../routes/api-request.ts';
import { encodeObject } from '../routes/encode.ts';
import { existing } from '../routes/get.ts';
import type { RequestVerb } from '../routes/request-info.ts';
import type { Route } from '../routes/route.ts';
import { untilNobodyComesBetween } from '../routes/write.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { StoredObject } from '../storage/entry.ts';
import { inNamespace } from '../storage/table.ts';
import { requireBudget } from './disruption-budget.ts';

/** Says that a namespace's content is dealt with: replaces the finalizers in its spec. */
const finalizeNamespace: Route = (context, endpoint, target, request) => {
  const sent = readObject(endpoint, request, parseWriteOptions(request));
  const entry = existing(context, endpoint, target);
  const spec = isObject(sent['spec']) ? sent['spec'] : {};
  writeOrRemove(context, endpoint, entry, { ...entry.object, spec } as StoredObject);
  return encodeObject(endpoint, context.storage.get(endpoint.storage, entry.key) ?? entry, request, context.clock.now());
};

/** Deletes a pod as a drain does, unless a disruption budget or a webhook is in the way. */
const evictPod: Route = inSteps(function* (context, endpoint, target, request) {
  const body = readBody(request);
  const eviction = isObject(body) ? body : {};
  const options = isObject(eviction['deleteOptions']) ? JSON.stringify(eviction['deleteOptions']) : '';
  const write = parseWriteOptions(request);
  yield* admitOwnKind(context, endpoint, target, {
    kind: { group: 'policy', version: 'v1', kind: 'Eviction' },
    operation: 'CREATE',
    object: { kind: 'Eviction', apiVersion: 'policy/v1', ...eviction },
    options: write,
  });
  yield* untilNobodyComesBetween(subjectOf(endpoint, target.name), () => {
    const entry = existing(context, endpoint, target);
    const within = (resource: string): readonly StoredObject[] =>
      inNamespace(context.storage.table(resource).snapshot(), target.namespace ?? '').map(({ object }) => object);
    requireBudget(entry.object, within('poddisruptionbudgets.policy'), within('pods'));
    // Whoever has a say in evictions is not asked again about the deletion.
    const { user: _user, ...deletion } = parseDeleteOptions({ ...request, body: options });
    return deleteObject(context, endpoint, entry, deletion);
  });
  return json(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
});

/** Says on which node a pod is to run. */
const bindPod: Route = (context, endpoint, target, request) => {
  const binding = readBody(request);
  const node = isObject(binding) && isObject(binding['target']) ? binding['target']['name'] : undefined;
  const entry = existing(context, endpoint, target);
  const { spec } = entry.object as { spec?: JsonObject };
  context.storage.put(endpoint.storage, entry.key, { ...entry.object, spec: { ...spec, nodeName: node } } as StoredObject, entry);
  return json(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
};

/** A token's life when nobody says how long. */
const tokenLifetime = 3600;

/** Issues a token for a service account. */
const requestToken: Route = (context, endpoint, target, request) => {
  if (context.tokens === undefined) throw noSuchPath();
  const { namespace = '', name, uid = '' } = existing(context, endpoint, target).object.metadata;
  const body = readBody(request);
  const spec = isObject(body) && isObject(body['spec']) ? body['spec'] : {};
  const expirationSeconds = typeof spec['expirationSeconds'] === 'number' ? spec['expirationSeconds'] : tokenLifetime;
  const audiences = Array.isArray(spec['audiences']) && spec['audiences'].length > 0 ? (spec['audiences'] as string[]) : undefined;
  const token = context.tokens.issue({ namespace, name, uid }, { expirationSeconds, ...(audiences === undefined ? {} : { audiences }) });
  const expirationTimestamp = printInstant(later(context.clock.now(), seconds(expirationSeconds)));
  return json(201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace },
    spec: { ...spec, expirationSeconds },
    status: { token, expirationTimestamp },
  });
};

const routes: Readonly<Record<string, Partial<Readonly<Record<RequestVerb, Route>>>>> = {
  'namespaces/finalize': { update: finalizeNamespace },
  'pods/eviction': { create: evictPod },
  'pods/binding': { create: bindPod },
  'serviceaccounts/token': { create: requestToken },
};

/** The routes of a subresource of a kind that this server brings along; undefined when there are none. */
export const builtInSubresource = (resource: string, subresource: string): Partial<Readonly<Record<RequestVerb, Route>>> | undefined =>
  routes[`${resource}/${subresource}`];
