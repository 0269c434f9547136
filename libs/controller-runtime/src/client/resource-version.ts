/**
 * Orders resource versions as the integers that they are: negative when `left` is older. Absent counts as oldest.
 * @see Kubernetes API conventions: since v1.35 resource versions may be compared, by length and then as text
 */
export function compareResourceVersions(left: string | undefined, right: string | undefined): number {
  const a = left ?? '';
  const b = right ?? '';
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
