import { referencePrefix } from '../built-in/parse-definitions.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { ServedResource } from '../served-resource.ts';
import { components } from './components.ts';
import { pathsOf } from './paths.ts';

/** The answer to `/openapi/v2`: all kinds in one Swagger document, with what Swagger cannot express left out. */
export function openApiV2(resources: readonly ServedResource[]): unknown {
  const served = resources.filter((resource) => resource.verbs.includes('get'));
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: Object.assign({}, ...served.map((resource) => asSwaggerPaths(pathsOf(resource)))) as object,
    definitions: allAsSwagger(components(resources)),
  };
}

const unknownToSwagger = new Set(['nullable', 'allOf', 'oneOf', 'anyOf', 'not', 'x-kubernetes-validations']);

/** A schema as Swagger 2.0 writes it. */
function asSwagger(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSwagger);
  if (!isObject(value)) return value;
  const [only, ...more] = Array.isArray(value['allOf']) ? (value['allOf'] as readonly unknown[]) : [];
  if (isObject(only) && more.length === 0 && typeof only['$ref'] === 'string') {
    const { allOf: _wrapped, ...beside } = value;
    return { ...beside, ...(asSwagger(only) as object) };
  }
  const kept = Object.entries(expressible(value)).filter(([key]) => !unknownToSwagger.has(key));
  return Object.fromEntries(kept.map(([key, child]) => [key, keyword(key, child)]));
}

/**
 * A schema without what clients would take too literally: kubectl knows neither null nor fields beyond the declared ones, and would refuse
 * them before the server is asked.
 * @see Kubernetes apiextensions-apiserver, what it publishes of CRDs (behaviour)
 */
function expressible(schema: JsonObject): JsonObject {
  const isChoiceOfScalars = schema['type'] === undefined && (schema['format'] === 'int-or-string' || isScalarChoice(schema['oneOf']));
  if (isChoiceOfScalars) return { ...schema, type: 'string' };
  const nullable = schema['nullable'] === true;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (nullable || open) {
    const { type: _type, items: _items, properties: _properties, required: _required, default: _default, ...rest } = schema;
    return rest;
  }
  const { properties, required } = schema;
  if (!isObject(properties) || !Array.isArray(required)) return schema;
  const mandatory = required.filter((name) => !isNullable(properties[name as string]));
  const { required: _required, ...rest } = schema;
  return mandatory.length === 0 ? rest : { ...rest, required: mandatory };
}

const isNullable = (schema: unknown): boolean => isObject(schema) && schema['nullable'] === true;
const isScalarChoice = (oneOf: unknown): boolean =>
  Array.isArray(oneOf) && oneOf.every((each) => isObject(each) && Object.keys(each).join() === 'type');

function keyword(key: string, value: unknown): unknown {
  if (key === '$ref') return `#/definitions/${String(value as string).slice(referencePrefix.length)}`;
  // Names of fields, which may well be words of the schema language.
  return key === 'properties' ? allAsSwagger(value as JsonObject) : asSwagger(value);
}

const allAsSwagger = (schemas: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, asSwagger(schema)]));

/** Paths as Swagger 2.0 writes them: bodies are parameters, answers have their schema directly. */
function asSwaggerPaths(paths: Readonly<Record<string, object>>): object {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, each]) => [method, method === 'parameters' ? plain(each) : swaggerOperation(each)]),
      ),
    ]),
  );
}

const plain = (parameters: unknown): unknown =>
  (parameters as readonly { readonly schema: object }[]).map(({ schema, ...parameter }) => ({ ...parameter, ...schema }));

function swaggerOperation(operation: unknown): object {
  const { requestBody, parameters = [], responses, ...rest } = operation as Readonly<Record<string, object | undefined>>;
  const bodySchema = requestBody === undefined ? undefined : firstSchema(requestBody);
  const body = bodySchema === undefined ? [] : [{ name: 'body', in: 'body', required: true, schema: bodySchema }];
  const answer = firstSchema((responses as { readonly 200: object })[200]);
  return {
    ...rest,
    ...(requestBody === undefined ? {} : { consumes: Object.keys((requestBody as { readonly content: object }).content) }),
    produces: ['application/json', 'application/yaml'],
    parameters: [...body, ...(plain(parameters) as readonly object[])],
    responses: { 200: { description: 'OK', ...(answer === undefined ? {} : { schema: answer }) } },
  };
}

function firstSchema(holder: object): unknown {
  const { content } = holder as { readonly content?: Readonly<Record<string, { readonly schema: unknown }>> };
  return content === undefined ? undefined : asSwagger(Object.values(content)[0]?.schema);
}
