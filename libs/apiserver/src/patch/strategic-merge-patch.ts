import type { CompiledSchema } from '../schema/compiled-schema.ts';
import { equalJson, isObject } from '../schema/json.ts';
import { anything, type SchemaNode } from '../schema/schema-node.ts';
import { PatchError } from './patch-error.ts';

type Fields = Readonly<Record<string, unknown>>;

const directive = '$patch';
const retain = '$retainKeys';
const deletePrefix = '$deleteFromPrimitiveList/';
const orderPrefix = '$setElementOrder/';
// Fields of JSON schemas start with a dollar too, so only these are directives.
const isDirective = (key: string): boolean =>
  key === directive || key === retain || key.startsWith(deletePrefix) || key.startsWith(orderPrefix);

/**
 * Applies a strategic merge patch: like a merge patch, but lists whose schema names a merge key are merged item by item, and
 * directives (`$patch`, `$retainKeys`, `$setElementOrder`, `$deleteFromPrimitiveList`) replace, delete and sort.
 * @throws PatchError when an item of such a list has no merge key, or a directive is malformed
 * @see Kubernetes "Strategic Merge Patch" (behaviour)
 */
export const applyStrategicMergePatch = (target: Fields, patch: unknown, schema: CompiledSchema): Record<string, unknown> => {
  if (!isObject(patch)) throw new PatchError(400, 'error decoding patch: a strategic merge patch is an object');
  return mergeFields(target, patch, schema.root) as Record<string, unknown>;
};

function mergeFields(target: Fields, patch: Fields, node: SchemaNode): Fields {
  switch (patch[directive]) {
    case undefined:
      break;
    case 'replace':
      return clean(withoutKey(patch, directive));
    case 'delete':
      return {};
    case 'merge':
      break;
    default:
      throw new PatchError(400, `invalid value ${JSON.stringify(patch[directive])} of $patch: replace, merge and delete are known`);
  }
  const merged: Record<string, unknown> = retained(target, patch);
  for (const [key, value] of Object.entries(patch)) {
    if (key === directive || key === retain || key.startsWith(orderPrefix)) continue;
    if (key.startsWith(deletePrefix)) {
      removePrimitives(merged, key.slice(deletePrefix.length), value, patch);
      continue;
    }
    if (value === null) delete merged[key];
    else merged[key] = mergeValue(merged[key], value, node.child(key) ?? anything);
  }
  for (const [key, order] of Object.entries(patch)) {
    if (key.startsWith(orderPrefix)) sortField(merged, target[key.slice(orderPrefix.length)], key.slice(orderPrefix.length), order, node);
  }
  return merged;
}

function mergeValue(target: unknown, patch: unknown, node: SchemaNode): unknown {
  if (isObject(patch)) {
    if (node.patchStrategies.includes('replace')) return clean(patch);
    return mergeFields(isObject(target) ? target : {}, patch, node);
  }
  if (!Array.isArray(patch) || !node.patchStrategies.includes('merge')) return clean(patch);
  const list: readonly unknown[] = Array.isArray(target) ? target : [];
  const merged = node.mergeKey === undefined ? mergePrimitives(list, patch) : mergeItems(list, patch, node.mergeKey, node);
  return inOrder(merged, patch, list, node.mergeKey);
}

/** With `$retainKeys`, fields that it does not name go. */
function retained(target: Fields, patch: Fields): Record<string, unknown> {
  const keys = patch[retain];
  if (keys === undefined) return { ...target };
  if (!Array.isArray(keys)) throw new PatchError(400, '$retainKeys is a list of field names');
  return Object.fromEntries(Object.entries(target).filter(([key]) => keys.includes(key)));
}

function removePrimitives(merged: Record<string, unknown>, field: string, values: unknown, patch: Fields): void {
  const list = merged[field];
  if (!Array.isArray(values)) throw new PatchError(400, `${deletePrefix}${field} is a list of values`);
  if (!Array.isArray(list)) return;
  // A value that the same patch adds stays.
  const added: readonly unknown[] = Array.isArray(patch[field]) ? (patch[field] as readonly unknown[]) : [];
  merged[field] = list.filter((item) => added.includes(item) || !values.some((value) => equalJson(item, value)));
}

const mergePrimitives = (target: readonly unknown[], patch: readonly unknown[]): readonly unknown[] => [
  ...target,
  ...patch.filter((item, index) => !target.some((known) => equalJson(known, item)) && patch.indexOf(item) === index),
];

function mergeItems(target: readonly unknown[], patch: readonly unknown[], mergeKey: string, node: SchemaNode): readonly unknown[] {
  if (patch.some((item) => isObject(item) && item[directive] === 'replace')) {
    return patch.filter((item) => !isObject(item) || item[directive] === undefined).map(clean);
  }
  let merged = [...target];
  for (const item of patch) {
    const key = isObject(item) ? item[mergeKey] : undefined;
    if (!isObject(item) || key === undefined) {
      throw new PatchError(422, `map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`);
    }
    const index = merged.findIndex((known) => isObject(known) && equalJson(known[mergeKey], key));
    if (item[directive] === 'delete') merged = merged.filter((known) => !isObject(known) || !equalJson(known[mergeKey], key));
    else if (index < 0) merged.push(mergeFields({}, item, node.items));
    else merged[index] = mergeFields(merged[index] as Fields, item, node.items);
  }
  return merged;
}

/** Sorts a list as the patch says. */
function sortField(merged: Record<string, unknown>, before: unknown, field: string, order: unknown, node: SchemaNode): void {
  const list = merged[field];
  if (!Array.isArray(order)) throw new PatchError(400, `${orderPrefix}${field} is a list`);
  if (!Array.isArray(list)) return;
  merged[field] = inOrder(list, order, Array.isArray(before) ? before : [], node.child(field)?.mergeKey);
}

/**
 * Puts the items that the patch names into its order, among the others, which keep theirs. A named item comes before an unnamed one
 * when it stood before it, or is new.
 */
function inOrder(list: readonly unknown[], order: readonly unknown[], before: readonly unknown[], mergeKey: string | undefined): unknown[] {
  const identity = (item: unknown): string => JSON.stringify(mergeKey !== undefined && isObject(item) ? item[mergeKey] : item) ?? '';
  const rank = new Map(order.map((item, index): [string, number] => [identity(item), index]));
  const place = new Map(before.map((item, index): [string, number] => [identity(item), index]));
  const named = list.filter((item) => rank.has(identity(item)));
  named.sort((one, other) => (rank.get(identity(one)) ?? 0) - (rank.get(identity(other)) ?? 0));
  const sorted: unknown[] = [];
  for (const item of list.filter((each) => !rank.has(identity(each)))) {
    const here = place.get(identity(item)) ?? Number.MAX_SAFE_INTEGER;
    while (named.length > 0 && (place.get(identity(named[0])) ?? -1) < here) sorted.push(named.shift());
    sorted.push(item);
  }
  return [...sorted, ...named];
}

/** The value without directives and nulls, as it is stored where nothing was before. */
function clean(value: unknown): Fields {
  if (Array.isArray(value)) {
    return value.filter((item) => !isObject(item) || item[directive] !== 'delete').map(clean) as unknown as Fields;
  }
  if (!isObject(value)) return value as Fields;
  const kept = Object.entries(value).filter(([key, field]) => !isDirective(key) && field !== null);
  return Object.fromEntries(kept.map(([key, field]) => [key, clean(field)]));
}

function withoutKey(object: Fields, key: string): Fields {
  const { [key]: _removed, ...rest } = object;
  return rest;
}
