import { isObject } from '../../schema/json.ts';
import { canonical } from '../../schema/list-types.ts';
import type { SchemaNode } from '../../schema/schema-node.ts';

/** The path element of a field. */
export const fieldElement = (name: string): string => `f:${name}`;

/**
 * The path element that identifies an item of a set or map list. Keys that the item leaves out count with their default; the
 * order of keys is alphabetical.
 * @returns undefined for an item of a map list that is no object or has none of the keys
 */
export function itemElement(item: unknown, node: SchemaNode): string | undefined {
  if (node.list === 'set') return `v:${canonical(item)}`;
  if (!isObject(item)) return undefined;
  const keys: Record<string, unknown> = {};
  for (const key of node.listKeys) {
    const value = item[key] ?? node.items.child(key)?.schema['default'];
    if (value !== undefined) keys[key] = value;
  }
  return `k:${canonical(keys)}`;
}

/**
 * Items of a list by their path elements, in order. Kubernetes lets some lists have several items of one identity, such as two addresses
 * of a Node; these are owned as a whole, so they stand together in an array.
 */
export function itemsByElement(list: readonly unknown[], node: SchemaNode): Map<string, unknown> {
  const items = new Map<string, unknown>();
  const repeated = new Set<string>();
  for (const item of list) {
    const element = itemElement(item, node);
    if (element === undefined) continue;
    if (!items.has(element)) items.set(element, item);
    else if (repeated.has(element)) (items.get(element) as unknown[]).push(item);
    else {
      repeated.add(element);
      items.set(element, [items.get(element), item]);
    }
  }
  return items;
}

/** How a place is owned: as a whole, field by field, or item by item. */
export type Shape = 'leaf' | 'fields' | 'items';

/** The shape of a value by its schema. Without a schema, objects are owned by their fields and lists as a whole. */
export function shapeOf(value: unknown, node: SchemaNode): Shape {
  if (Array.isArray(value)) return node.list === 'atomic' ? 'leaf' : 'items';
  return isObject(value) && !node.atomicMap ? 'fields' : 'leaf';
}

/** The schema below a field that may not be declared. */
export const childNode = (node: SchemaNode, name: string, anything: SchemaNode): SchemaNode => node.child(name) ?? anything;
