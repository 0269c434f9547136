import { printValue } from '@capi/seams';
import { parseDocument } from 'yaml';

import { badRequest, invalid, unsupportedMediaType } from '../errors/status-error.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { ApiRequest } from '../routes/api-request.ts';
import { parseMediaType } from '../routes/representation.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { WriteOptions } from './write-options.ts';

const accepted = ['application/json', 'application/yaml'];

/**
 * Reads the object that a request brings, as one of this endpoint's version and kind, without fields that the schema does not
 * know.
 * @throws StatusError 400 when it cannot be read or is of another kind, 415 when it is neither JSON nor YAML
 */
export function readObject(endpoint: Endpoint, request: ApiRequest, options: WriteOptions): JsonObject {
  return acceptObject(endpoint, readBody(request), options);
}

/** The body of a request as JSON. */
export function readBody({ headers, body }: Pick<ApiRequest, 'headers' | 'body'>): unknown {
  const { type } = parseMediaType(headers['content-type'] ?? 'application/json');
  if (type === 'application/json' || type === '') return parseJson(body);
  if (type === 'application/yaml') return parseYaml(body);
  throw unsupportedMediaType(accepted);
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw badRequest(`couldn't get version/kind; json parse error: ${(error as Error).message}`);
  }
}

/** YAML, of which JSON is a part: the part that programs write, and that is read a hundred times faster by itself. */
export function parseYaml(body: string): unknown {
  if (body.startsWith('{')) {
    try {
      return JSON.parse(body) as unknown;
    } catch {
      // YAML knows more of braces than JSON does.
    }
  }
  const document = parseDocument(body);
  const [error] = document.errors;
  if (error !== undefined) throw badRequest(`error converting YAML to JSON: ${error.message}`);
  return document.toJS() as unknown;
}

/** Checks version and kind, and deals with unknown fields as the request asked. */
export function acceptObject(endpoint: Endpoint, body: unknown, options: WriteOptions): JsonObject {
  if (!isObject(body)) throw badRequest(`an object is expected: ${describe(body)}`);
  const { resource, apiVersion } = endpoint;
  const object = withType(endpoint, body);
  if (object['kind'] !== resource.kind) {
    if (resource.custom) throw otherKind(endpoint, object);
    throw badRequest(
      `${printValue(object['kind'], '')} in version ${JSON.stringify(object['apiVersion'])} cannot be handled as a ${resource.kind}: the kind of the object does not match the expected kind ${resource.kind}`,
    );
  }
  if (object['apiVersion'] !== apiVersion) {
    throw badRequest(
      `the API version in the data (${printValue(object['apiVersion'], '')}) does not match the expected API version (${apiVersion})`,
    );
  }
  requireTexts(resource.kind, object['metadata']);
  const { object: known, pruned } = endpoint.schema.prune(object);
  reportUnknown(endpoint, pruned, options);
  return known;
}

/** What objects are found by has to be there before anything else can be checked. */
function requireTexts(kind: string, metadata: unknown): void {
  if (metadata === undefined) return;
  if (!isObject(metadata)) throw badRequest(`${kind} cannot be read: metadata must be an object`);
  for (const field of ['name', 'namespace', 'generateName', 'resourceVersion', 'uid']) {
    const value = metadata[field] ?? '';
    if (typeof value !== 'string') throw badRequest(`${kind} cannot be read: metadata.${field} must be a string, not ${typeof value}`);
  }
}

/** Custom resources have no types to be read into, so another kind is a wrong value rather than a wrong body. */
function otherKind({ resource }: Endpoint, object: JsonObject): Error {
  const kind = printValue(object['kind'], '');
  const { name } = (object['metadata'] ?? {}) as { name?: string };
  const message = `Invalid value: ${JSON.stringify(kind)}: must be ${resource.kind}`;
  const cause = { reason: 'FieldValueInvalid', field: 'kind', message };
  return invalid({ group: resource.group, kind, ...(name === undefined ? {} : { name }) }, [cause]);
}

/** A body may leave out version and kind: the path says them. */
const withType = ({ resource, apiVersion }: Endpoint, body: JsonObject): JsonObject =>
  body['kind'] !== undefined && body['apiVersion'] !== undefined ? body : { apiVersion, kind: resource.kind, ...body };

function reportUnknown({ resource }: Endpoint, unknown: readonly string[], { fieldValidation, warnings }: WriteOptions): void {
  if (unknown.length === 0 || fieldValidation === 'Ignore') return;
  const findings = unknown.map((path) => `unknown field ${JSON.stringify(path)}`);
  if (fieldValidation === 'Warn') {
    warnings.push(...findings);
    return;
  }
  const { kind, version } = resource;
  throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${findings.join(', ')}`);
}

const describe = (value: unknown): string => (Array.isArray(value) ? 'got a list' : `got ${value === null ? 'null' : typeof value}`);
