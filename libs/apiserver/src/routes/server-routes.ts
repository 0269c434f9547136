import { aggregatedDiscovery, aggregatedMediaType } from '../discovery/aggregated.ts';
import { apiGroup, apiGroupList, apiResourceList, coreVersions } from '../discovery/discovery.ts';
import { noSuchPath, notAcceptable } from '../errors/status-error.ts';
import { openApiV2 } from '../openapi/openapi-v2.ts';
import { openApiIndex, openApiV3 } from '../openapi/openapi-v3.ts';
import type { ServedResource } from '../served-resource.ts';
import type { ServerContext } from '../server-context.ts';
import { json, jsonText, text, type ApiRequest, type ApiResponse } from './api-request.ts';
import { parseMediaType } from './representation.ts';

/**
 * Answers what is about the server itself: health, version, and what it serves.
 * @throws StatusError 404 for a path that does not exist
 */
export function serverRoute(context: ServerContext, { path, headers, method }: ApiRequest): ApiResponse {
  if (method !== 'GET' && method !== 'HEAD') throw noSuchPath();
  const [root = '', ...rest] = path.split('/').filter((segment) => segment !== '');
  switch (root) {
    case 'healthz':
    case 'livez':
    case 'readyz':
      return text(200, 'ok');
    case 'version':
      return json(200, context.version);
    case 'api':
    case 'apis':
      return discover(context, root, rest, headers['accept'] ?? '');
    case 'openapi':
      return describeSchemas(context, rest, headers['accept'] ?? '');
    case '':
      return json(200, { paths: ['/api', '/api/v1', '/apis', '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version'] });
    default:
      throw noSuchPath();
  }
}

function discover(context: ServerContext, root: 'api' | 'apis', rest: readonly string[], accept: string): ApiResponse {
  const { registry } = context;
  const [group = '', version] = root === 'api' ? ['', rest[0]] : rest;
  if (rest.length === 0 && wantsAggregated(accept)) {
    const body = cached(registry, `aggregated ${root}`, (resources) => aggregatedDiscovery(resources, root === 'api' ? 'core' : 'named'));
    return jsonText(200, body ?? '', { 'content-type': aggregatedMediaType, vary: 'Accept' });
  }
  const body = cached(registry, [root, ...rest].join('/'), (resources) => {
    if (rest.length === 0) return root === 'api' ? coreVersions() : apiGroupList(resources);
    return version === undefined ? apiGroup(resources, group) : apiResourceList(resources, group, version);
  });
  if (body === undefined) throw noSuchPath();
  return jsonText(200, body, { vary: 'Accept' });
}

/** OpenAPI v3, one document per group and version, or v2 for all. Clients that want v2 as protobuf are told to take v3. */
function describeSchemas({ registry }: ServerContext, [version, root, ...rest]: readonly string[], accept: string): ApiResponse {
  if (version === 'v2') {
    if (accept !== '' && !/json|\*\/\*/.test(accept)) throw notAcceptable(['application/json']);
    return jsonText(200, cached(registry, 'openapi v2', openApiV2) ?? '');
  }
  if (version !== 'v3') throw noSuchPath();
  if (root === undefined) return jsonText(200, cached(registry, 'openapi v3', openApiIndex) ?? '');
  const [group = '', groupVersion = ''] = root === 'api' ? ['', rest[0]] : rest;
  const body = cached(registry, `openapi v3 ${group}/${groupVersion}`, (resources) => openApiV3(resources, group, groupVersion));
  if (body === undefined) throw noSuchPath();
  return jsonText(200, body);
}

const wantsAggregated = (accept: string): boolean =>
  accept.split(',').some((entry) => {
    const { type, parameters } = parseMediaType(entry);
    return type === 'application/json' && parameters.get('as') === 'APIGroupDiscoveryList' && parameters.get('v') === 'v2';
  });

interface Derived {
  readonly generation: number;
  readonly texts: Map<string, string | undefined>;
}
const derived = new WeakMap<object, Derived>();

/** Documents about what is served are made when first asked for, and again when something else is served. */
function cached(
  registry: ServerContext['registry'],
  key: string,
  make: (resources: readonly ServedResource[]) => unknown,
): string | undefined {
  let known = derived.get(registry);
  if (known?.generation !== registry.generation) {
    known = { generation: registry.generation, texts: new Map() };
    derived.set(registry, known);
  }
  if (!known.texts.has(key)) {
    const made = make(registry.resources());
    known.texts.set(key, made === undefined ? undefined : JSON.stringify(made));
  }
  return known.texts.get(key);
}
