import type { Instant } from '@capi/seams';
import { stringify } from 'yaml';

import type { Endpoint } from '../registry/endpoint.ts';
import type { Entry } from '../storage/entry.ts';
import { json, jsonText, type ApiRequest, type ApiResponse } from './api-request.ts';
import type { ListMeta } from './list-meta.ts';
import { chooseRepresentation, wantsYaml, type Representation } from './representation.ts';
import { tableFor } from './table-for.ts';

/** The answer to a read or write of one object. */
export function encodeObject(endpoint: Endpoint, entry: Entry, request: ApiRequest, now: Instant, status = 200): ApiResponse {
  const accept = request.headers['accept'];
  const representation = chooseRepresentation(accept, request.query);
  if (representation.kind === 'table') {
    return json(status, tableFor(endpoint, [entry], { resourceVersion: String(entry.revision) }, representation.includeObject, now));
  }
  if (representation.kind === 'metadata') return jsonText(status, entry.metadataJson(endpoint.apiVersion));
  if (wantsYaml(accept)) return yaml(status, stringify(entry.in(endpoint.apiVersion)));
  return jsonText(status, entry.json(endpoint.apiVersion));
}

/** The answer to a list. Items are not encoded again: their texts are joined. */
export function encodeList(
  endpoint: Endpoint,
  entries: readonly Entry[],
  metadata: ListMeta,
  request: ApiRequest,
  now: Instant,
): ApiResponse {
  const representation = chooseRepresentation(request.headers['accept'], request.query);
  if (representation.kind === 'table') return json(200, tableFor(endpoint, entries, metadata, representation.includeObject, now));
  const [kind, apiVersion] = listType(endpoint, representation);
  const items = entries.map((entry) =>
    representation.kind === 'metadata' ? entry.metadataJson(endpoint.apiVersion) : entry.json(endpoint.apiVersion),
  );
  const head = JSON.stringify({ kind, apiVersion, metadata });
  return jsonText(200, `${head.slice(0, -1)},"items":[${items.join(',')}]}`);
}

function listType(endpoint: Endpoint, representation: Representation): readonly [string, string] {
  return representation.kind === 'metadata'
    ? ['PartialObjectMetadataList', 'meta.k8s.io/v1']
    : [endpoint.resource.listKind, endpoint.apiVersion];
}

const yaml = (status: number, body: string): ApiResponse => ({ status, headers: { 'content-type': 'application/yaml' }, body });
