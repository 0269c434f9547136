import { isObject } from './json.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * Fills in defaults below existing parents, also in place of a null that the schema does not allow. Other forbidden nulls are gone
 * by then: pruning dropped them.
 * @returns `value` itself when nothing was missing
 * @see Kubernetes custom resources, "Defaulting and Nullable"
 */
export function applyDefaults(value: unknown, node: SchemaNode): unknown {
  if (!node.hasDefaults) return value;
  if (Array.isArray(value)) return defaultItems(value, node);
  if (!isObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  const set = (key: string, to: unknown): void => {
    copy ??= { ...value };
    copy[key] = to;
  };
  for (const [key, child] of node.properties) {
    const field = value[key];
    const fallback = child.schema['default'];
    if (field === undefined || (field === null && !child.nullable)) {
      if (fallback !== undefined) set(key, applyDefaults(structuredClone(fallback), child));
      continue;
    }
    const filled = applyDefaults(field, child);
    if (filled !== field) set(key, filled);
  }
  if (node.values?.hasDefaults === true) {
    for (const key in value) {
      if (node.properties.has(key)) continue;
      const filled = applyDefaults(value[key], node.values);
      if (filled !== value[key]) set(key, filled);
    }
  }
  return copy ?? value;
}

function defaultItems(list: readonly unknown[], node: SchemaNode): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const filled = applyDefaults(list[index], node.items);
    if (filled !== list[index]) {
      copy ??= [...list];
      copy[index] = filled;
    }
  }
  return copy ?? list;
}
