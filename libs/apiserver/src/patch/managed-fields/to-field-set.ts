import { isObject } from '../../schema/json.ts';
import { anything, type SchemaNode } from '../../schema/schema-node.ts';
import { empty, makeNode, type FieldSet } from './field-set.ts';
import { childNode, fieldElement, itemsByElement, shapeOf } from './path-element.ts';

/**
 * All paths that a configuration sets: its leaves, the items of lists, and the entries of maps with free keys.
 * @see Kubernetes server-side apply, structured-merge-diff (behaviour)
 */
export function toFieldSet(value: unknown, node: SchemaNode): FieldSet {
  const shape = shapeOf(value, node);
  if (shape === 'leaf') return empty;
  const set: Record<string, FieldSet> = {};
  if (shape === 'items') {
    for (const [element, item] of itemsByElement(value as readonly unknown[], node)) {
      set[element] = makeNode(true, toFieldSet(item, node.items)) ?? empty;
    }
    return set;
  }
  for (const [name, field] of Object.entries(value as Readonly<Record<string, unknown>>)) {
    if (field === undefined) continue;
    const child = childNode(node, name, anything);
    const leaf = shapeOf(field, child) === 'leaf' || (isObject(field) && Object.keys(field).length === 0);
    const made = makeNode(leaf || !node.properties.has(name), leaf ? empty : toFieldSet(field, child));
    if (made !== undefined) set[fieldElement(name)] = made;
  }
  return set;
}
