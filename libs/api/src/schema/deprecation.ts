/**
 * What the API server warns users of an old version with.
 * @param version the old `group/version`
 * @param kind the kind they use
 * @param successor the `group/version` to write instead
 */
export const supersededBy = (version: string, kind: string, successor: string): string =>
  `${version} ${kind} is deprecated; use ${successor}`;
