import { isObject, type SchemaNode } from './schema-node.ts';

/** Fields that the schema does not know and that would not be kept: `a.b`, `list[0].c`. */
export function unknownFields(value: unknown, node: SchemaNode, at = ''): readonly string[] {
  if (Array.isArray(value)) return node.hasItems ? value.flatMap((item, index) => unknownFields(item, node.items, `${at}[${index}]`)) : [];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const path = at === '' ? name : `${at}.${name}`;
    const child = node.child(name);
    return child === undefined ? [path] : unknownFields(field, child, path);
  });
}
