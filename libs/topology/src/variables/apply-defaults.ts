import { isObject, type JsonObject, type SchemaNode } from './schema-node.ts';

/** A value with the defaults that its schema has below it; the value itself, not a copy, when nothing is missing. */
export function withDefaults(value: unknown, node: SchemaNode): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => defaulted(item, node.items));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  return isObject(value) ? objectWithDefaults(value, node) : value;
}

/** A value that is null where the schema has a default stands for the default. */
export const defaulted = (value: unknown, node: SchemaNode): unknown => withDefaults(value ?? node.default ?? value, node);

function objectWithDefaults(value: JsonObject, node: SchemaNode): unknown {
  const fields: Record<string, unknown> = { ...value };
  for (const [name, property] of node.properties) {
    if (fields[name] === undefined && property.default !== undefined) fields[name] = property.default;
  }
  for (const name of Object.keys(fields)) {
    const child = node.properties.get(name) ?? node.values;
    if (child !== undefined) fields[name] = defaulted(fields[name], child);
  }
  const keys = Object.keys(fields);
  return keys.length === Object.keys(value).length && keys.every((name) => fields[name] === value[name]) ? value : fields;
}
