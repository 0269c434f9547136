/** Where a Machine's configuration or infrastructure comes from. */
export interface TemplateReference {
  readonly apiGroup?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** The part of a Machine's template that a change of replaces Machines. Everything else is changed in place. */
export interface ReplacingFields {
  readonly version?: string | undefined;
  readonly failureDomain?: string | undefined;
  readonly bootstrap?: { readonly configRef?: TemplateReference | undefined; readonly dataSecretName?: string | undefined } | undefined;
  readonly infrastructureRef?: TemplateReference | undefined;
}

/**
 * Why a Machine made from one template is not what another asks for: one line per difference, none when it is up to date.
 * @see upstream v1.14.0 core/reconcilers/machinedeployment (behaviour; other software matches on lines that start with `Version`)
 */
export function templateDifferences(seen: ReplacingFields, desired: ReplacingFields): readonly string[] {
  return [
    ...versionDifference(seen.version, desired.version),
    ...bootstrapDifference(seen, desired),
    ...(sameReference(seen.infrastructureRef, desired.infrastructureRef)
      ? []
      : [`${objectKind(desired.infrastructureRef)} is not up-to-date`]),
    ...failureDomainDifference(seen.failureDomain, desired.failureDomain),
  ];
}

/** `Version v1.34.0, v1.35.0 required`, or nothing when both are the same. */
export const versionDifference = (seen: string | undefined, desired: string | undefined): readonly string[] =>
  (seen ?? '') === (desired ?? '') ? [] : [`Version ${seen ?? ''}, ${desired ?? ''} required`];

/** `Failure domain one, two required`, or nothing when both are the same. */
export const failureDomainDifference = (seen: string | undefined, desired: string | undefined): readonly string[] =>
  (seen ?? '') === (desired ?? '') ? [] : [`Failure domain ${seen ?? ''}, ${desired ?? ''} required`];

function bootstrapDifference(seen: ReplacingFields, desired: ReplacingFields): readonly string[] {
  const [before, after] = [seen.bootstrap, desired.bootstrap];
  if (!sameReference(before?.configRef, after?.configRef))
    return [`${objectKind(after?.configRef ?? before?.configRef)} is not up-to-date`];
  if ((before?.dataSecretName ?? '') === (after?.dataSecretName ?? '')) return [];
  return [`spec.bootstrap.dataSecretName ${before?.dataSecretName ?? ''}, ${after?.dataSecretName ?? ''} required`];
}

const sameReference = (left: TemplateReference | undefined, right: TemplateReference | undefined): boolean =>
  left?.apiGroup === right?.apiGroup && left?.kind === right?.kind && left?.name === right?.name;

const objectKind = (reference: TemplateReference | undefined): string => (reference?.kind ?? 'Configuration').replace(/Template$/, '');
