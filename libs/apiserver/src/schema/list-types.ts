import type { Cause } from './cause.ts';
import { duplicate } from './field-errors.ts';
import { isObject } from './json.ts';
import type { SchemaNode } from './schema-node.ts';

/** The identity of an item in a map list as one text; equal texts mean the same item. A key that is absent counts as its default. */
export function itemKey(item: unknown, keys: readonly string[]): string {
  if (!isObject(item)) return '';
  return keys.length === 1 ? (JSON.stringify(item[keys[0] as string]) ?? '') : JSON.stringify(keys.map((key) => item[key] ?? null));
}

/** What breaks the promise of a list to be a set, or a map by its keys. */
export function listCauses(list: readonly unknown[], node: SchemaNode, path: string): Cause[] {
  const causes: Cause[] = [];
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    const place = `${path}[${index}]`;
    // An item of the wrong type was refused already.
    if (node.list === 'map' && !isObject(item)) continue;
    const key = node.list === 'map' ? itemKey(item, node.listKeys) : canonical(item);
    if (seen.has(key)) causes.push(duplicate(place, node.list === 'map' ? keysOf(item, node.listKeys) : item));
    seen.add(key);
  }
  return causes;
}

const keysOf = (item: unknown, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    keys
      .toSorted()
      .filter((key) => isObject(item) && item[key] !== undefined)
      .map((key) => [key, (item as Record<string, unknown>)[key]]),
  );

/** JSON with sorted keys, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.keys(value).toSorted();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
