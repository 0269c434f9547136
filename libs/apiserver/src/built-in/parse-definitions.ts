import type { OpenApiSchema } from '../served-resource.ts';

/** Where each package's types live in OpenAPI documents: clients look for these names. */
const packages: Readonly<Record<string, string>> = {
  admissionregistration: 'io.k8s.api.admissionregistration.v1',
  apiextensions: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1',
  apiregistration: 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1',
  apps: 'io.k8s.api.apps.v1',
  authentication: 'io.k8s.api.authentication.v1',
  authorization: 'io.k8s.api.authorization.v1',
  autoscaling: 'io.k8s.api.autoscaling.v1',
  batch: 'io.k8s.api.batch.v1',
  certificates: 'io.k8s.api.certificates.v1',
  coordination: 'io.k8s.api.coordination.v1',
  core: 'io.k8s.api.core.v1',
  discovery: 'io.k8s.api.discovery.v1',
  events: 'io.k8s.api.events.v1',
  intstr: 'io.k8s.apimachinery.pkg.util.intstr',
  meta: 'io.k8s.apimachinery.pkg.apis.meta.v1',
  networking: 'io.k8s.api.networking.v1',
  policy: 'io.k8s.api.policy.v1',
  rbac: 'io.k8s.api.rbac.v1',
  resource: 'io.k8s.apimachinery.pkg.api.resource',
  runtime: 'io.k8s.apimachinery.pkg.runtime',
  scheduling: 'io.k8s.api.scheduling.v1',
  storage: 'io.k8s.api.storage.v1',
};

/** Where `$ref`s to definitions point. */
export const referencePrefix = '#/components/schemas/';

const scalars: Readonly<Record<string, OpenApiSchema>> = {
  any: {},
  bool: { type: 'boolean' },
  byte: { type: 'string', format: 'byte' },
  'date-time': { type: 'string', format: 'date-time' },
  double: { type: 'number', format: 'double' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  'int-or-string': { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
  'micro-time': { type: 'string', format: 'date-time' },
  // A quantity may be written as a bare number; it is stored as a text.
  quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  object: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  string: { type: 'string' },
};

/** The name in OpenAPI documents of `core.Pod`, or of `Pod` within package `core`. */
export function definitionName(name: string, withinPackage: string): string {
  const dot = name.indexOf('.');
  const prefix = packages[dot < 0 ? withinPackage : name.slice(0, dot)];
  if (prefix === undefined) throw new Error(`unknown package in definition ${name}`);
  return `${prefix}.${name.slice(dot + 1)}`;
}

/**
 * Reads the compact notation of `definitions/`. A line without indent opens a type (`Name`, `Name atomic` for a map that one
 * manager owns as a whole, `Name = type` for an alias); an indented line is a field: name, `!` when required, type, then
 * `atomic`, `set` or `map=keys` for who owns what in a list, `patch=strategies:mergeKey` for strategic merge patches, and
 * `default=` with a JSON value. Types are scalars, `Name` or `package.Name`, `[]type` for lists and `{}type` for maps.
 * @returns schemas by their full names
 */
export function parseDefinitions(text: string, withinPackage: string): Map<string, OpenApiSchema> {
  const definitions = new Map<string, OpenApiSchema>();
  for (const block of text.trim().split(/\n(?=\S)/)) {
    const [head = '', ...fields] = block.split('\n');
    const [name = '', ...modifiers] = head.split(' ');
    definitions.set(definitionName(name, withinPackage), typeOf(modifiers, fields, withinPackage));
  }
  return definitions;
}

function typeOf(modifiers: readonly string[], fields: readonly string[], withinPackage: string): OpenApiSchema {
  if (modifiers[0] === '=' && modifiers[1] !== undefined) return parseType(modifiers[1], withinPackage);
  const parsed = fields.map((line) => parseField(line.trim(), withinPackage));
  const required = parsed.filter((field) => field.required).map((field) => field.name);
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(parsed.map((field) => [field.name, field.schema])),
    ...(modifiers.includes('atomic') ? { 'x-kubernetes-map-type': 'atomic' } : {}),
  };
}

function parseField(line: string, withinPackage: string): { name: string; required: boolean; schema: OpenApiSchema } {
  const [label = '', type = '', ...modifiers] = line.split(' ');
  const required = label.endsWith('!');
  const extensions = Object.assign({}, ...modifiers.map((modifier) => extension(modifier, type))) as OpenApiSchema;
  const schema = parseType(type, withinPackage);
  // A reference stands alone in OpenAPI: what is said beside it goes around it.
  const wrapped = '$ref' in schema && Object.keys(extensions).length > 0 ? { allOf: [schema] } : schema;
  return { name: required ? label.slice(0, -1) : label, required, schema: { ...wrapped, ...extensions } };
}

function parseType(type: string, withinPackage: string): OpenApiSchema {
  if (type.startsWith('[]')) return { type: 'array', items: parseType(type.slice(2), withinPackage) };
  if (type.startsWith('{}')) return { type: 'object', additionalProperties: parseType(type.slice(2), withinPackage) };
  return scalars[type] ?? { $ref: `${referencePrefix}${definitionName(type, withinPackage)}` };
}

function extension(modifier: string, type: string): OpenApiSchema {
  const equals = modifier.indexOf('=');
  const [word, value] = equals < 0 ? [modifier, ''] : [modifier.slice(0, equals), modifier.slice(equals + 1)];
  switch (word) {
    case 'atomic':
      return type.startsWith('[]') ? { 'x-kubernetes-list-type': 'atomic' } : { 'x-kubernetes-map-type': 'atomic' };
    case 'set':
      return { 'x-kubernetes-list-type': 'set' };
    case 'map':
      return { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': value.split(',') };
    case 'default':
      return { default: JSON.parse(value) as unknown };
    case 'patch': {
      const [strategies, mergeKey] = value.split(':');
      return { 'x-kubernetes-patch-strategy': strategies, ...(mergeKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': mergeKey }) };
    }
    default:
      throw new Error(`unknown modifier ${modifier} in a definition`);
  }
}
