import { isObject } from './json.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * Drops what the schema does not know, and nulls of declared fields that neither allow null nor have a default to put in its place.
 * @param pruned receives the path of every unknown field that was dropped
 * @returns `value` itself when nothing was dropped
 */
export function prune(value: unknown, node: SchemaNode, path: string, pruned: string[]): unknown {
  if (Array.isArray(value)) return pruneList(value, node, path, pruned);
  if (!isObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const child = node.child(key);
    if (child === undefined) {
      pruned.push(path === '' ? key : `${path}.${key}`);
      copy = without(copy ?? value, key);
      continue;
    }
    const field = value[key];
    if (field === null && child.dropsNull && node.properties.has(key)) {
      copy = without(copy ?? value, key);
      continue;
    }
    // Scalars have nothing to drop, and most fields are scalars.
    if (typeof field !== 'object' || field === null) continue;
    const kept = prune(field, child, path === '' ? key : `${path}.${key}`, pruned);
    if (kept !== field) {
      copy ??= { ...value };
      copy[key] = kept;
    }
  }
  return copy ?? value;
}

function pruneList(list: readonly unknown[], node: SchemaNode, path: string, pruned: string[]): unknown {
  const { items } = node;
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const kept = prune(list[index], items, `${path}[${index}]`, pruned);
    if (kept !== list[index]) {
      copy ??= [...list];
      copy[index] = kept;
    }
  }
  return copy ?? list;
}

function without(object: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  const copy = { ...object };
  delete copy[key];
  return copy;
}
