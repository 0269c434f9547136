import type { Environment } from '@marcbachmann/cel-js';

import { celName } from './cel-value.ts';

/** A JSON schema as Kubernetes writes it. */
type Schema = Readonly<Record<string, unknown>>;

const formats: Readonly<Record<string, string>> = {
  byte: 'bytes',
  duration: 'google.protobuf.Duration',
  date: 'google.protobuf.Timestamp',
  'date-time': 'google.protobuf.Timestamp',
  datetime: 'google.protobuf.Timestamp',
};

const scalars: Readonly<Record<string, string>> = { integer: 'int', number: 'double', boolean: 'bool' };

const child = (schema: Schema, field: string): Schema | undefined => {
  const value = schema[field];
  return typeof value === 'object' && value !== null ? (value as Schema) : undefined;
};

/**
 * Declares the types of a schema in an environment.
 * @param isWholeObject the schema is that of a Kubernetes object, of which more is known than it says
 * @returns the name of the type of the value itself; `dyn` for what can be anything
 * @see Kubernetes, "Type system integration" of CEL in CRDs (behaviour)
 */
export function declareTypes(environment: Environment, schema: Schema, isWholeObject = false): string {
  let count = 0;
  const typeOf = (node: Schema, isObject: boolean): string => {
    if (node['x-kubernetes-int-or-string'] === true) return 'dyn';
    if (node['x-kubernetes-embedded-resource'] === true || isObject) return objectType(node, true);
    const { type } = node;
    if (type === 'string') return formats[String(node['format'] as string)] ?? 'string';
    if (type === 'array') return `list<${typeOf(child(node, 'items') ?? {}, false)}>`;
    if (type !== 'object') return scalars[String(type as string)] ?? 'dyn';
    const values = child(node, 'additionalProperties');
    if (values !== undefined) return `map<string, ${typeOf(values, false)}>`;
    if (child(node, 'properties') === undefined && node['x-kubernetes-preserve-unknown-fields'] === true) return 'dyn';
    return objectType(node, false);
  };
  const objectType = (node: Schema, isWhole: boolean): string => {
    const fields: Record<string, string> = isWhole ? { apiVersion: 'string', kind: 'string', metadata: 'dyn' } : {};
    for (const [name, property] of Object.entries(child(node, 'properties') ?? {})) {
      if (isWhole && Object.hasOwn(fields, name)) continue;
      fields[celName(name)] = typeOf(property as Schema, false);
    }
    if (Object.keys(fields).length === 0) return 'dyn';
    count += 1;
    const name = `Object${count}`;
    environment.registerType({ name, schema: fields });
    return name;
  };
  return typeOf(schema, isWholeObject);
}
