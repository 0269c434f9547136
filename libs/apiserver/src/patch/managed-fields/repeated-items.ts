import { isObject } from '../../schema/json.ts';
import { anything, type SchemaNode } from '../../schema/schema-node.ts';
import { printElement } from './field-set.ts';
import { childNode, fieldElement, itemElement, shapeOf } from './path-element.ts';

/**
 * Where a configuration has two items of one identity: nobody could say which of them is meant.
 * @returns `.status.addresses: duplicate entries for key [type="InternalIP"]`; undefined when all items differ
 */
export function repeatedItem(value: unknown, node: SchemaNode, path = ''): string | undefined {
  const shape = shapeOf(value, node);
  if (shape === 'leaf') return undefined;
  if (shape === 'fields') {
    for (const [name, field] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      if (!isObject(field) && !Array.isArray(field)) continue;
      const found = repeatedItem(field, childNode(node, name, anything), `${path}${printElement(fieldElement(name))}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const seen = new Set<string>();
  for (const item of value as readonly unknown[]) {
    const element = itemElement(item, node);
    if (element === undefined) continue;
    if (seen.has(element)) return `${path}: duplicate entries for key ${printElement(element)}`;
    seen.add(element);
    const found = repeatedItem(item, node.items, `${path}${printElement(element)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
