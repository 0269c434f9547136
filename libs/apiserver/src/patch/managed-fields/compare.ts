import { equalJson, isObject } from '../../schema/json.ts';
import { anything, type SchemaNode } from '../../schema/schema-node.ts';
import { empty, isEmpty, makeNode, type FieldSet } from './field-set.ts';
import { childNode, fieldElement, itemsByElement, shapeOf } from './path-element.ts';
import { toFieldSet } from './to-field-set.ts';

/** What a write did to an object. */
export interface Comparison {
  /** Paths whose value is new or another one. */
  readonly changed: FieldSet;
  /** Paths that are gone. */
  readonly removed: FieldSet;
}

const nothing: Comparison = { changed: empty, removed: empty };

/**
 * Compares two states of an object path by path. Objects and items that appear or go are paths themselves, beside what is in them.
 * @returns sets that are empty when nothing changed
 */
export function compare(before: unknown, after: unknown, node: SchemaNode): Comparison {
  if (before === after) return nothing;
  const shape = shapeOf(after ?? before, node);
  if (shape === 'fields') return compareFields(before, after, node);
  return shape === 'items' ? compareItems(before, after, node) : nothing;
}

/** Collects the children's comparisons under their path elements. */
class Collector {
  readonly changed: Record<string, FieldSet> = {};
  readonly removed: Record<string, FieldSet> = {};

  add(element: string, before: unknown, after: unknown, node: SchemaNode): void {
    const shape = shapeOf(after ?? before, node);
    if (shape === 'leaf' || !sameShape(before, after)) {
      if (after === undefined) this.removed[element] = empty;
      // One item that was several before is new with all that is in it.
      else if (Array.isArray(before) && shape === 'fields') this.changed[element] = makeNode(true, toFieldSet(after, node)) ?? empty;
      else if (!equalJson(before, after)) this.changed[element] = empty;
      // What was below a value of another shape is gone with it.
      if (after !== undefined && before !== undefined && shapeOf(before, node) !== 'leaf' && !sameShape(before, after)) {
        this.removed[element] = makeNode(true, toFieldSet(before, node)) ?? empty;
      }
      return;
    }
    const { changed, removed } = compare(before, after, node);
    if (before === undefined || !isEmpty(changed)) this.changed[element] = makeNode(before === undefined, changed) ?? empty;
    if (after === undefined || !isEmpty(removed)) this.removed[element] = makeNode(after === undefined, removed) ?? empty;
  }
}

const sameShape = (before: unknown, after: unknown): boolean =>
  before === undefined || after === undefined || (Array.isArray(before) === Array.isArray(after) && isObject(before) === isObject(after));

function compareFields(before: unknown, after: unknown, node: SchemaNode): Comparison {
  const collector = new Collector();
  const old = isObject(before) ? before : {};
  const next = isObject(after) ? after : {};
  for (const name in next) {
    const value = next[name];
    if (value === old[name] || value === undefined) continue;
    collector.add(fieldElement(name), old[name], value, childNode(node, name, anything));
  }
  for (const name in old) {
    if (next[name] !== undefined || old[name] === undefined) continue;
    collector.add(fieldElement(name), old[name], undefined, childNode(node, name, anything));
  }
  return collector;
}

function compareItems(before: unknown, after: unknown, node: SchemaNode): Comparison {
  const collector = new Collector();
  const was: readonly unknown[] = Array.isArray(before) ? before : [];
  const is: readonly unknown[] = Array.isArray(after) ? after : [];
  const old = itemsByElement(was, node);
  const next = itemsByElement(is, node);
  // Most items are the same; only the others are looked at more closely.
  for (const [element, item] of next) {
    if (!equalJson(item, old.get(element))) collector.add(element, old.get(element), item, node.items);
  }
  for (const [element, item] of old) if (!next.has(element)) collector.add(element, item, undefined, node.items);
  return collector;
}
