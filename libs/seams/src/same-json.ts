/** Whether two JSON values say the same: the order of keys does not matter, nor whether a field is absent or undefined. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, at) => isSameJson(item, right[at]))
    );
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSameJson((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]));
}
