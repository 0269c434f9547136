import { isObject } from '../../schema/json.ts';
import { anything, type SchemaNode } from '../../schema/schema-node.ts';
import { printElement } from './field-set.ts';
import { childNode, fieldElement, itemElement, shapeOf } from './path-element.ts';

/**
 * Why nobody could own what a configuration says: fields that the schema does not know, and items of a list that have one identity.
 * @returns `.status.addresses: duplicate entries for key [type="InternalIP"]`; nothing when all is well
 * @see Kubernetes structured-merge-diff, typed/validate.go (behaviour)
 */
export function whyNotApplied(value: unknown, node: SchemaNode, path = ''): readonly string[] {
  const shape = shapeOf(value, node);
  if (shape === 'fields') return inFields(value as Readonly<Record<string, unknown>>, node, path);
  return shape === 'items' ? inItems(value as readonly unknown[], node, path) : [];
}

function inFields(fields: Readonly<Record<string, unknown>>, node: SchemaNode, path: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const place = `${path}${printElement(fieldElement(name))}`;
    // Places that say nothing about their fields, and fields that are not there in other words.
    const isKnown = node.child(name) !== undefined || node.type === undefined || field === null || field === undefined;
    if (!isKnown) return [`${place}: field not declared in schema`];
    return isObject(field) || Array.isArray(field) ? whyNotApplied(field, childNode(node, name, anything), place) : [];
  });
}

function inItems(items: readonly unknown[], node: SchemaNode, path: string): readonly string[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const element = itemElement(item, node);
    if (element === undefined) return [];
    if (seen.has(element)) return [`${path}: duplicate entries for key ${printElement(element)}`];
    seen.add(element);
    return whyNotApplied(item, node.items, `${path}${printElement(element)}`);
  });
}
