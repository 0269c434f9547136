import { isSameJson } from '@capi/seams';

interface Specified {
  readonly spec?: object | undefined;
}

/** Whether two objects want the same, where an empty text is as good as an absent one. */
export const hasSameSpec = (one: Specified, other: Specified): boolean => isSameJson(withoutEmpty(one.spec), withoutEmpty(other.spec));

function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value === '' ? undefined : value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutEmpty(field)]));
}
