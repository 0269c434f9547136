/** Any JSON object; fields are looked at before they are trusted, since old objects may hold anything. */
export type Json = Readonly<Record<string, unknown>>;

/** A JSON object under construction. */
export type Draft = Record<string, unknown>;

/** The value when it is an object. */
export const objectIn = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

/** The value when it is a list. */
export const listIn = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);

/** The value when it is a text; otherwise an empty one. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What lies at a dotted path; undefined when there is nothing, or something else on the way. `null` counts as nothing. */
export function at(from: unknown, path: string): unknown {
  let value = from;
  for (const step of path.split('.')) {
    if (step !== '') value = objectIn(value)?.[step];
  }
  return value ?? undefined;
}

/** Puts a value at a dotted path, making the objects on the way; nothing happens for undefined. */
export function put(into: Draft, path: string, value: unknown): void {
  if (value === undefined) return;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let place = into;
  for (const step of steps) place = draftAt(place, step);
  place[last] = value;
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

const isEmpty = (value: Json | undefined): boolean => value !== undefined && Object.keys(value).length === 0;

/** A copy without empty lists, as Kubernetes writes objects out, but for those whose field is named in `kept`. */
export function withoutEmptyLists(value: unknown, kept: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutEmptyLists(item, kept));
  const object = objectIn(value);
  if (object === undefined) return value;
  const out: Draft = {};
  for (const [name, field] of Object.entries(object)) {
    if (Array.isArray(field) && field.length === 0 && !kept.has(name)) continue;
    out[name] = withoutEmptyLists(field, kept);
  }
  return out;
}
