/** A Kubernetes version with its leading v; an absent or empty one stays as it is. */
export const withLeadingV = <V extends string | undefined>(version: V): V | string =>
  version === undefined || version === '' || version.startsWith('v') ? version : `v${version}`;
