import type { JsonSchema } from '@capi/api';

import { anchorOf, code } from './markdown.ts';

/**
 * What a field holds, in the words of `kubectl explain`, with a link to the section of a struct.
 * @param path of the field, `spec.files`
 */
export function typeOf(schema: JsonSchema, path: string): string {
  if (schema.items !== undefined) return listTypeOf(schema, schema.items, path);
  if (schema.additionalProperties !== undefined) return `map of ${typeOf(schema.additionalProperties, `${path}.*`)}`;
  if (schema.properties !== undefined) return `[object](#${anchorOf(path)})`;
  if (schema['x-kubernetes-int-or-string'] === true) return schema['pattern'] === undefined ? 'integer or string' : 'quantity';
  if (schema.type === undefined || schema['x-kubernetes-preserve-unknown-fields'] === true) return 'any JSON';
  return scalars[`${schema.type} ${String(schema['format'])}`] ?? schema.type;
}

const scalars: Readonly<Record<string, string>> = { 'string date-time': 'time', 'string byte': 'bytes, in base64' };

/** Lists also say how server-side apply merges them. */
function listTypeOf(schema: JsonSchema, items: JsonSchema, path: string): string {
  const keys = schema['x-kubernetes-list-map-keys'] as readonly string[] | undefined;
  const list = schema['x-kubernetes-list-type'] === 'set' ? 'set of' : 'list of';
  return `${list} ${typeOf(items, `${path}[]`)}${keys === undefined ? '' : `, by ${keys.map(code).join(' and ')}`}`;
}

/**
 * The struct that a field holds, behind any lists and maps, with the path of its section; undefined when there is none.
 * @param path of the field
 */
export function structIn(schema: JsonSchema, path: string): { readonly struct: JsonSchema; readonly path: string } | undefined {
  if (schema.items !== undefined) return structIn(schema.items, `${path}[]`);
  if (schema.additionalProperties !== undefined) return structIn(schema.additionalProperties, `${path}.*`);
  return schema.properties === undefined ? undefined : { struct: schema, path };
}
