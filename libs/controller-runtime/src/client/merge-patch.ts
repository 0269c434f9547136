/** Deep equality of JSON values; the order of keys does not matter, and an undefined member is an absent one. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameJson(item, right[index]));
  }
  const a = left as Record<string, unknown>;
  const b = right as Record<string, unknown>;
  const present = (object: Record<string, unknown>): string[] => Object.keys(object).filter((key) => object[key] !== undefined);
  const keys = present(a);
  return keys.length === present(b).length && keys.every((key) => b[key] !== undefined && sameJson(a[key], b[key]));
}

/**
 * The JSON merge patch (RFC 7386) that turns `before` into `after`: lists whole, removed members as null.
 * @returns undefined when nothing differs
 */
export function mergePatch(before: unknown, after: unknown): unknown {
  if (sameJson(before, after)) return undefined;
  if (!isRecord(before) || !isRecord(after)) return after;
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (after[key] === undefined) {
      if (before[key] !== undefined) patch[key] = null;
      continue;
    }
    const change = before[key] === undefined ? after[key] : mergePatch(before[key], after[key]);
    if (change !== undefined) patch[key] = change;
  }
  return patch;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
