/** A JSON object whose fields are not known here. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object: neither a list nor null. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deep equality of JSON values; the order of keys does not count, a key set to undefined counts as absent. */
export function equalJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => equalJson(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  let seen = 0;
  for (const key in one) {
    const value = one[key];
    if (value === undefined) continue;
    seen += 1;
    const match = other[key];
    if (match === undefined || !equalJson(value, match)) return false;
  }
  for (const key in other) if (other[key] !== undefined) seen -= 1;
  return seen === 0;
}
