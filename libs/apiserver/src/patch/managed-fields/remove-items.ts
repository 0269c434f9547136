import { anything, type SchemaNode } from '../../schema/schema-node.ts';
import { below, empty, hasMember, makeNode, type FieldSet } from './field-set.ts';
import { childNode, fieldElement, itemElement, shapeOf } from './path-element.ts';

/**
 * Takes every path of the set out of the value, with all that is below it. Values that are owned as a whole are not looked into.
 */
export function removeItems(value: unknown, set: FieldSet, node: SchemaNode): unknown {
  const shape = shapeOf(value, node);
  if (shape === 'leaf') return value;
  if (shape === 'items') {
    const kept: unknown[] = [];
    for (const item of value as readonly unknown[]) {
      const element = itemElement(item, node) ?? '';
      if (hasMember(set, element)) continue;
      const inner = below(set, element);
      kept.push(inner === undefined ? item : removeItems(item, inner, node.items));
    }
    return kept;
  }
  const kept: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value as Readonly<Record<string, unknown>>)) {
    const element = fieldElement(name);
    if (hasMember(set, element)) continue;
    const inner = below(set, element);
    kept[name] = inner === undefined ? field : removeItems(field, inner, childNode(node, name, anything));
  }
  return kept;
}

/**
 * The set with every declared field on the way to a path as a path of its own. A structure goes when nothing in it is owned any
 * more, so it has to count as owned while something is.
 */
export function withNamedFields(set: FieldSet, node: SchemaNode): FieldSet {
  const result: Record<string, FieldSet> = {};
  for (const element in set) {
    if (element === '.') continue;
    const inner = below(set, element);
    const name = element.startsWith('f:') ? element.slice(2) : undefined;
    const member = hasMember(set, element) || (name !== undefined && node.properties.has(name));
    const child = name === undefined ? node.items : childNode(node, name, anything);
    result[element] = makeNode(member, inner === undefined ? empty : withNamedFields(inner, child)) ?? empty;
  }
  return result;
}
