import { isObject } from '../../schema/json.ts';
import { anything, type SchemaNode } from '../../schema/schema-node.ts';
import { childNode, itemElement, itemsByElement, shapeOf } from './path-element.ts';

/**
 * Lays an applied configuration over the stored object: fields and items of the configuration win, what it does not mention stays.
 * Items that the configuration names are in its order; others stay where they stood relative to the items before them.
 * @returns `live` itself where nothing changes
 */
export function merge(live: unknown, applied: unknown, node: SchemaNode): unknown {
  if (live === undefined || live === null || applied === undefined) return applied ?? live;
  const shape = shapeOf(applied, node);
  if (shape !== shapeOf(live, node)) return applied;
  if (shape === 'fields') return isObject(live) && isObject(applied) ? mergeFields(live, applied, node) : applied;
  return shape === 'items' ? mergeItems(live as readonly unknown[], applied as readonly unknown[], node) : applied;
}

function mergeFields(live: Readonly<Record<string, unknown>>, applied: Readonly<Record<string, unknown>>, node: SchemaNode): unknown {
  const merged: Record<string, unknown> = { ...live };
  for (const [name, value] of Object.entries(applied)) {
    if (value !== undefined) merged[name] = merge(live[name], value, childNode(node, name, anything));
  }
  return merged;
}

function mergeItems(live: readonly unknown[], applied: readonly unknown[], node: SchemaNode): unknown {
  const wanted = itemsByElement(applied, node);
  const stored = itemsByElement(live, node);
  const waiting = [...wanted.keys()];
  const merged: unknown[] = [];
  const place = (element: string): void => void merged.push(merge(stored.get(element), wanted.get(element), node.items));
  for (const item of live) {
    const element = itemElement(item, node);
    if (element === undefined) continue;
    if (!wanted.has(element)) {
      merged.push(item);
      continue;
    }
    // A stored item pulls along the new ones before it. One that the configuration wants later waits until then.
    const next = waiting.findIndex((each) => stored.has(each));
    if (waiting[next] === element) for (const each of waiting.splice(0, next + 1)) place(each);
  }
  for (const element of waiting) place(element);
  return merged;
}
