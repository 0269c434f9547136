/** The template that an infrastructure machine was cloned from, by its annotations. */
export interface ClonedFrom {
  readonly name: string | undefined;
  /** `DevMachineTemplate.infrastructure.cluster.x-k8s.io`. */
  readonly groupKind: string | undefined;
}

/** The Machine was cloned from another template than the one referred to now. A Machine of unknown origin matches. */
export function infrastructureReasons(
  cloned: ClonedFrom | undefined,
  wanted: { readonly apiGroup: string; readonly kind: string; readonly name: string },
): readonly string[] {
  if (cloned?.name === undefined || cloned.groupKind === undefined) return [];
  if (cloned.name === wanted.name && cloned.groupKind === `${wanted.kind}.${wanted.apiGroup}`) return [];
  return [`${wanted.kind.replace(/Template$/, '')} is not up-to-date`];
}
