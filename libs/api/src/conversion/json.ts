/** Any JSON object; fields are looked at before they are trusted, since old objects may hold anything. */
export type Json = Readonly<Record<string, unknown>>;

/** A JSON object under construction. */
export type Draft = Record<string, unknown>;

// Looked up once: where a program runs in a context of its own, as tests do, each look at a global costs as much as ten fields.
const { isArray } = Array;
const { entries, keys } = Object;

/** The value when it is an object. */
export const objectIn = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !isArray(value) ? (value as Json) : undefined;

/** The value when it is a list. */
export const listIn = (value: unknown): readonly unknown[] | undefined => (isArray(value) ? value : undefined);

/** The value when it is a text; otherwise an empty one. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A dotted path as steps; mappings take it apart once, not for every object. */
export const stepsOf = (path: string): readonly string[] => path.split('.').filter((step) => step !== '');

/** What lies at a dotted path; undefined when there is nothing, or something else on the way. `null` counts as nothing. */
export const at = (from: unknown, path: string): unknown => atSteps(from, stepsOf(path));

/** As `at`, for a path that was taken apart before. */
export function atSteps(from: unknown, steps: readonly string[]): unknown {
  let value = from;
  for (const step of steps) value = objectIn(value)?.[step];
  return value ?? undefined;
}

/** Puts a value at a dotted path, making the objects on the way; nothing happens for undefined. */
export const put = (into: Draft, path: string, value: unknown): void => putAtSteps(into, stepsOf(path), value);

/** As `put`, for a path that was taken apart before. */
export function putAtSteps(into: Draft, steps: readonly string[], value: unknown): void {
  if (value === undefined) return;
  const last = Math.max(0, steps.length - 1);
  let place = into;
  for (let index = 0; index < last; index += 1) place = draftAt(place, steps[index] ?? '');
  place[steps[last] ?? ''] = value;
}

function draftAt(place: Draft, step: string): Draft {
  const there = objectIn(place[step]);
  if (there !== undefined) return there as Draft;
  const made: Draft = {};
  place[step] = made;
  return made;
}

/** Whether a struct holds nothing. An empty list in it is something; it disappears only when the object is written out. */
export const isZero = (value: unknown): boolean => value === undefined || value === null || isEmpty(objectIn(value));

const isEmpty = (value: Json | undefined): boolean => value !== undefined && keys(value).length === 0;

/** A copy without empty lists, as Kubernetes writes objects out, but for those whose field is named in `kept`. */
export function withoutEmptyLists(value: unknown, kept: ReadonlySet<string>): unknown {
  if (isArray(value)) return value.map((item) => withoutEmptyLists(item, kept));
  const object = objectIn(value);
  if (object === undefined) return value;
  const out: Draft = {};
  for (const [name, field] of entries(object)) {
    if (isArray(field) && field.length === 0 && !kept.has(name)) continue;
    out[name] = withoutEmptyLists(field, kept);
  }
  return out;
}
