import { isObject } from '../../schema/json.ts';
import { anything, type SchemaNode } from '../../schema/schema-node.ts';
import { childNode, itemElement, itemsByElement, shapeOf } from './path-element.ts';

/**
 * Lays an applied configuration over the stored object: fields and items of the configuration win, what it does not mention stays.
 * Items keep the configuration's order among themselves; stored items stay where they stood relative to those before them.
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
  const merged: unknown[] = [];
  const placed = new Set<string>();
  let next = 0;
  const order = [...wanted.keys()];
  const placeUpTo = (element: string): void => {
    // A stored item that the configuration mentions pulls along what the configuration puts before it.
    while (next < order.length) {
      const upcoming = order[next] as string;
      next += 1;
      if (!placed.has(upcoming)) {
        placed.add(upcoming);
        merged.push(merge(stored.get(upcoming), wanted.get(upcoming), node.items));
      }
      if (upcoming === element) return;
    }
  };
  for (const item of live) {
    const element = itemElement(item, node);
    if (element === undefined || placed.has(element)) continue;
    if (wanted.has(element)) placeUpTo(element);
    else {
      placed.add(element);
      merged.push(item);
    }
  }
  while (next < order.length) placeUpTo(order[next] as string);
  return merged;
}
