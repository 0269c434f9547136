import { forbidden, type Finding } from '@capi/admission';
import type { ClusterClassSpec, Draft } from '@capi/api';

type Reference = Draft<{ readonly apiVersion: string; readonly kind: string }>;
type Spec = Draft<ClusterClassSpec>;

/**
 * Clusters of a class can be carried over to another, or to its new form, when the templates make the same kinds of objects. Names and
 * versions may change, and bootstrap templates may be anything, since Machines are replaced then.
 * @see upstream v1.14.0 internal/topology/check/compatibility.go (behaviour)
 */
export const validateCompatible = (now: Spec, before: Spec): readonly Finding[] => [
  ...sameKind('spec.infrastructure.templateRef', now.infrastructure?.templateRef, before.infrastructure?.templateRef),
  ...sameKind('spec.controlPlane.templateRef', now.controlPlane?.templateRef, before.controlPlane?.templateRef),
  ...sameKind(
    'spec.controlPlane.machineInfrastructure.templateRef',
    now.controlPlane?.machineInfrastructure?.templateRef,
    before.controlPlane?.machineInfrastructure?.templateRef,
  ),
  ...sameWorkers('machineDeployments', now, before),
  ...sameWorkers('machinePools', now, before),
];

const sameWorkers = (list: 'machineDeployments' | 'machinePools', now: Spec, before: Spec): readonly Finding[] =>
  (now.workers?.[list] ?? []).flatMap((each, index) => {
    const old = before.workers?.[list]?.find((other) => other.class === each.class);
    if (old === undefined) return [];
    return sameKind(
      `spec.workers.${list}[${index}].infrastructure.templateRef`,
      each.infrastructure?.templateRef,
      old.infrastructure?.templateRef,
    );
  });

function sameKind(path: string, now: Reference = {}, before: Reference = {}): readonly Finding[] {
  const [group, oldGroup] = [groupOf(now), groupOf(before)];
  const [kind = '', oldKind = ''] = [now.kind, before.kind];
  return [
    ...(group === oldGroup ? [] : [forbidden(`${path}.apiVersion`, `the API group must stay "${oldGroup}", it was changed to "${group}"`)]),
    ...(kind === oldKind ? [] : [forbidden(`${path}.kind`, `must stay "${oldKind}", it was changed to "${kind}"`)]),
  ];
}

function groupOf({ apiVersion = '' }: Reference): string {
  const parts = apiVersion.split('/');
  return parts.length === 2 ? (parts[0] ?? '') : '';
}
