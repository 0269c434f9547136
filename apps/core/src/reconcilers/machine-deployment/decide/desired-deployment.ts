import { annotations, finalizers, labels, type MachineDeployment } from '@capi/api';
import { withOwner } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { clusterOwner } from '../../../external/template-adoptions.ts';
import type { Observation } from '../observation.ts';
import { currentSet } from './current-set.ts';
import type { Step } from './plan.ts';

/**
 * The deployment as it should be: with admission's defaults, our finalizer, the Cluster's name and ownership, and the revision of
 * the set that is current. A deployment that is let go loses the finalizer and nothing else.
 */
export function desiredDeployment(seen: Observation, next: Step): DeepReadonly<MachineDeployment> {
  const { stored, deployment, cluster } = seen;
  const held = stored.metadata.finalizers ?? [];
  if (next.step === 'release') {
    return {
      ...stored,
      metadata: { ...stored.metadata, finalizers: held.filter((finalizer) => finalizer !== finalizers.machineDeployment) },
    };
  }
  if (stored.metadata.deletionTimestamp !== undefined) return stored;
  const revision = revisionAfter(seen, next);
  return {
    ...deployment,
    metadata: {
      ...deployment.metadata,
      labels: { ...deployment.metadata.labels, [labels.clusterName]: deployment.spec.clusterName },
      ...(revision === undefined ? {} : { annotations: { ...deployment.metadata.annotations, [annotations.revision]: revision } }),
      finalizers: held.includes(finalizers.machineDeployment) ? held : [...held, finalizers.machineDeployment],
      ownerReferences: withOwner(deployment.metadata.ownerReferences ?? [], clusterOwner(cluster)),
    },
  };
}

function revisionAfter(seen: Observation, next: Step): string | undefined {
  const applied = next.step === 'apply' ? next.sets.find(({ machineSet }) => machineSet.metadata.name === currentName(seen)) : undefined;
  const made = next.step === 'apply' ? next.sets.find(({ cause }) => cause === 'create') : undefined;
  return (
    (applied ?? made)?.machineSet.metadata.annotations?.[annotations.revision] ??
    currentSet(seen)?.machineSet.metadata.annotations?.[annotations.revision]
  );
}

const currentName = (seen: Observation): string | undefined => currentSet(seen)?.machineSet.metadata.name;
