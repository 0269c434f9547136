import { Cluster, finalizers, labels, type MachineSet } from '@capi/api';
import { withOwner } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { clusterOwner } from '../../../external/template-adoptions.ts';
import type { Observation } from '../observation.ts';
import { isDeploymentChild } from './ownership.ts';
import type { Step } from './plan.ts';

/**
 * The set as it should be: with admission's defaults, our finalizer and the Cluster's name; the Cluster owns it when no
 * deployment does. A set that is let go loses the finalizer and nothing else.
 */
export function desiredMachineSet(seen: Observation, next: Step): DeepReadonly<MachineSet> {
  const { stored, machineSet, cluster } = seen;
  const held = stored.metadata.finalizers ?? [];
  if (next.step === 'release') {
    return { ...stored, metadata: { ...stored.metadata, finalizers: held.filter((finalizer) => finalizer !== finalizers.machineSet) } };
  }
  if (stored.metadata.deletionTimestamp !== undefined) return stored;
  const owners = stored.metadata.ownerReferences ?? [];
  const isOwned =
    isDeploymentChild(seen) ||
    owners.some((owner) => owner.kind === 'MachineDeployment' && owner.apiVersion.startsWith(`${Cluster.group}/`));
  return {
    ...machineSet,
    metadata: {
      ...machineSet.metadata,
      labels: { ...machineSet.metadata.labels, [labels.clusterName]: machineSet.spec.clusterName },
      finalizers: held.includes(finalizers.machineSet) ? held : [...held, finalizers.machineSet],
      ownerReferences: isOwned ? owners : withOwner(owners, clusterOwner(cluster)),
    },
  };
}
