import { forbidden, invalid, type Finding } from '../finding.ts';

/**
 * Whether two values are the same JSON: the order of keys does not count, a key with undefined counts as absent, and an empty list or
 * map is something else than an absent one.
 */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, index) => isSame(item, right[index]))
    );
  }
  const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]));
}

/** A field whose change is forbidden, as that of the Cluster an object belongs to. Absent and empty are the same. */
export const forbidChange = (path: string, before: string | undefined, now: string | undefined): readonly Finding[] =>
  (before ?? '') === (now ?? '') ? [] : [forbidden(path, `field is immutable; it was "${before ?? ''}": make a new object instead`)];

/** A field whose new value is invalid because there is an old one that differs, compared as JSON. */
export const refuseChange = (path: string, before: unknown, now: unknown): readonly Finding[] =>
  isSame(before, now) ? [] : [invalid(path, now, 'field is immutable; make a new object instead')];

/** As {@link refuseChange}, for a text that may be set once. Absent and empty are the same. */
export const refuseChangeOnceSet = (path: string, before: string | undefined, now: string | undefined): readonly Finding[] =>
  (before ?? '') === '' ? [] : refuseChange(path, before, now ?? '');
