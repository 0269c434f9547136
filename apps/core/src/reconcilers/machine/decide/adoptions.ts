import { labels as labelNames, Machine, type OwnerReference } from '@capi/api';
import { controllerReference, withOwner } from '@capi/owner-references';
import { isSameJson, type DeepReadonly } from '@capi/seams';

import type { SeenReference } from '../../../external/seen-reference.ts';
import type { Observation, SeenMetadata } from '../observation.ts';
import { lacksInlineData } from './keep-inline-data.ts';
import type { Adoption } from './plan.ts';

/**
 * The objects a Machine refers to belong to it: it controls them, whoever made them no longer owns them, and they carry the
 * Cluster's name. What is being deleted or is right already is left alone. Infrastructure providers begin once the Machine is the
 * owner, so without bootstrap data it is not.
 * @see upstream v1.14.0 core/reconcilers/machine (behaviour)
 */
export function adoptions(seen: Observation): readonly Adoption[] {
  return [
    ...adoption(seen, 'bootstrap', seen.bootstrap),
    ...(lacksInlineData(seen) ? [] : adoption(seen, 'infrastructure', seen.infrastructure)),
  ];
}

function adoption(seen: Observation, of: Adoption['of'], reference: SeenReference<SeenMetadata>): readonly Adoption[] {
  if (reference.state !== 'found' || reference.deleting) return [];
  const ownerReferences = withOwner(
    reference.ownerReferences.filter((owner) => !isMaker(seen, owner)),
    controllerReference(seen.machine),
  );
  const labels = { ...reference.labels, [labelNames.clusterName]: seen.machine.spec.clusterName };
  if (isSameJson(labels, reference.labels) && isSameJson(ownerReferences, reference.ownerReferences)) return [];
  return [{ of, labels, ownerReferences }];
}

/** Whoever made the object before there was a Machine: its MachineSet, or for control-plane Machines the control plane. */
function isMaker({ machine, cluster }: Observation, owner: DeepReadonly<OwnerReference>): boolean {
  const group = owner.apiVersion.split('/')[0];
  if (owner.kind === 'MachineSet' && group === Machine.group) return true;
  const controlPlane = cluster.spec?.controlPlaneRef;
  const isControlPlaneMachine = machine.metadata.labels?.[labelNames.controlPlane] !== undefined;
  return isControlPlaneMachine && controlPlane !== undefined && owner.kind === controlPlane.kind && group === controlPlane.apiGroup;
}
