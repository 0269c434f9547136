import { Cluster, defaultMachine, finalizers, labels as labelNames, type Machine, type OwnerReference } from '@capi/api';
import { withOwner } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { present } from '../../../json/present.ts';
import type { Observation } from '../observation.ts';
import { handedOver } from './handed-over.ts';

/**
 * The Machine as it should be: with admission's defaults, our finalizer, the Cluster's name, the Cluster as owner when nobody
 * else made it, and what its bootstrap and infrastructure providers report.
 */
export function desiredMachine(seen: Observation): DeepReadonly<Machine> {
  const machine = defaultMachine(seen.machine);
  const { bootstrap, infrastructure } = handedOver(seen);
  return {
    ...machine,
    metadata: {
      ...machine.metadata,
      labels: { ...machine.metadata.labels, [labelNames.clusterName]: machine.spec.clusterName },
      finalizers: withFinalizer(machine.metadata.finalizers ?? []),
      ownerReferences: owners(seen),
    },
    spec: {
      ...machine.spec,
      ...present({
        providerID: infrastructure?.providerID ?? machine.spec.providerID,
        failureDomain: infrastructure?.specFailureDomain ?? machine.spec.failureDomain,
      }),
      bootstrap: present({
        configRef: machine.spec.bootstrap.configRef,
        dataSecretName: machine.spec.bootstrap.dataSecretName ?? bootstrap?.dataSecretName,
      }),
    },
  };
}

const withFinalizer = (present: readonly string[]): readonly string[] =>
  present.includes(finalizers.machine) ? present : [...present, finalizers.machine];

/** Only a Machine that nothing else made belongs to the Cluster itself. */
function owners({ machine, cluster }: Observation): readonly DeepReadonly<OwnerReference>[] {
  const now = machine.metadata.ownerReferences ?? [];
  const made = [labelNames.setName, labelNames.poolName, labelNames.controlPlaneName].some(
    (label) => machine.metadata.labels?.[label] !== undefined,
  );
  if (made || now.some((owner) => owner.controller === true)) return now;
  return withOwner(now, {
    apiVersion: `${Cluster.group}/${Cluster.version}`,
    kind: Cluster.kind,
    name: cluster.metadata.name,
    uid: cluster.metadata.uid ?? '',
  });
}
