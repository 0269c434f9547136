import { aggregatedDiscovery, aggregatedMediaType } from '../discovery/aggregated.ts';
import { apiGroup, apiGroupList, apiResourceList, coreVersions } from '../discovery/discovery.ts';
import { noSuchPath, notAcceptable } from '../errors/status-error.ts';
import { encodeOpenApiV2, openApiV2ProtobufType } from '../openapi/openapi-v2-protobuf.ts';
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

/** OpenAPI v3, one document per group and version, or v2 for all, which Go clients want as a protocol buffer. */
function describeSchemas({ registry }: ServerContext, [version, root, ...rest]: readonly string[], accept: string): ApiResponse {
  if (version === 'v2') {
    if (wantsProtobuf(accept)) {
      const body = derivedFrom(registry, 'openapi v2 protobuf', (resources) => encodeOpenApiV2(openApiV2(resources)));
      return { status: 200, headers: { 'content-type': openApiV2ProtobufType, vary: 'Accept' }, body };
    }
    return jsonText(200, cached(registry, 'openapi v2', openApiV2) ?? '', { vary: 'Accept' });
  }
  if (version !== 'v3') throw noSuchPath();
  if (root === undefined) return jsonText(200, cached(registry, 'openapi v3', openApiIndex) ?? '');
  const [group = '', groupVersion = ''] = root === 'api' ? ['', rest[0]] : rest;
  const body = cached(registry, `openapi v3 ${group}/${groupVersion}`, (resources) => openApiV3(resources, group, groupVersion));
  if (body === undefined) throw noSuchPath();
  return jsonText(200, body);
}

/**
 * Whether the first type that is offered at all is the protocol buffer.
 * @throws StatusError 406 when none is
 */
function wantsProtobuf(accept: string): boolean {
  if (accept.trim() === '') return false;
  for (const { type } of accept.split(',').map(parseMediaType)) {
    // The type was written with an @ first, and old clients still write it so.
    if (type.replace('@', '.') === openApiV2ProtobufType) return true;
    if (type === 'application/json' || type === 'application/*' || type === '*/*') return false;
  }
  throw notAcceptable(['application/json', openApiV2ProtobufType]);
}

const wantsAggregated = (accept: string): boolean =>
  accept.split(',').some((entry) => {
    const { type, parameters } = parseMediaType(entry);
    return type === 'application/json' && parameters.get('as') === 'APIGroupDiscoveryList' && parameters.get('v') === 'v2';
  });

interface Derived {
  readonly generation: number;
  readonly documents: Map<string, unknown>;
}
const derived = new WeakMap<object, Derived>();

/** Documents about what is served are made when first asked for, and again when something else is served. */
function derivedFrom<Document>(
  registry: ServerContext['registry'],
  key: string,
  make: (resources: readonly ServedResource[]) => Document,
): Document {
  let known = derived.get(registry);
  if (known?.generation !== registry.generation) {
    known = { generation: registry.generation, documents: new Map() };
    derived.set(registry, known);
  }
  if (!known.documents.has(key)) known.documents.set(key, make(registry.resources()));
  return known.documents.get(key) as Document;
}

/** The same as JSON; undefined when there is no such document. */
const cached = (
  registry: ServerContext['registry'],
  key: string,
  make: (resources: readonly ServedResource[]) => unknown,
): string | undefined =>
  derivedFrom(registry, key, (resources) => {
    const made = make(resources);
    return made === undefined ? undefined : JSON.stringify(made);
  });
