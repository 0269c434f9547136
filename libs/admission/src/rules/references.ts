/**
 * Whether an optional part of an object says anything at all. One that is there but has only empty texts and parts is as good as
 * absent, as for Go's structs; a list says something even when it is empty, and so do 0 and false.
 */
export const isDefined = (part: unknown): boolean => {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part !== undefined && part !== null && part !== '';
  return Object.values(part).some(isDefined);
};
