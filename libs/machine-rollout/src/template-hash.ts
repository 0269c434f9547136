/**
 * A number that tells templates apart, for the `machine-template-hash` label: 32-bit FNV-1a over the template's JSON with sorted
 * keys. Labels only: whether a set is current is decided by comparing templates, never by this.
 */
export function templateHash(template: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(canonical(template))) hash = Math.imul(hash ^ byte, 0x01000193);
  return String(hash >>> 0);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return `{${entries
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`)
    .join(',')}}`;
}
