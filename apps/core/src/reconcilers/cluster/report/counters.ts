import type { ClusterStatus, Machine } from '@capi/api';
import { mergeVersions } from '@capi/machine-rollout';
import { isOwnedBy } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { clusterOwner } from '../../../external/template-adoptions.ts';
import { present } from '../../../json/present.ts';
import { countMachines } from '../../../machines/counts.ts';
import type { Counters, Observation } from '../observation.ts';

type ReplicaStatus = DeepReadonly<NonNullable<ClusterStatus['workers']>>;

/** Control-plane Machines in numbers: as the control plane counts them, else counted. */
export function controlPlaneCounters({ controlPlane, descendants }: Observation): ReplicaStatus {
  if (controlPlane.state === 'found') return present({ ...controlPlane.counters, versions: controlPlane.versions });
  if (controlPlane.state !== 'none' || descendants.controlPlaneMachines.length === 0) return {};
  return { desiredReplicas: descendants.controlPlaneMachines.length, ...countMachines(descendants.controlPlaneMachines) };
}

/** Workers in numbers: those of deployments, and sets and Machines that belong to the Cluster itself. */
export function workerCounters({ cluster, descendants }: Observation): ReplicaStatus {
  const owner = clusterOwner(cluster);
  const isOwn = ({ metadata }: { readonly metadata: DeepReadonly<Machine>['metadata'] }): boolean =>
    isOwnedBy(metadata.ownerReferences, owner);
  const sized = [...descendants.machineDeployments, ...descendants.machineSets.filter(isOwn)];
  const alone = descendants.workerMachines.filter(isOwn);
  const parts: readonly Part[] = [
    ...sized.map(({ spec, status }) => present({ desiredReplicas: spec.replicas, ...pick(status ?? {}), versions: status?.versions })),
    ...(alone.length === 0 ? [] : [{ desiredReplicas: alone.length, ...countMachines(alone) }]),
  ];
  const versions = mergeVersions(parts.flatMap((part) => part.versions ?? []).map(({ version, replicas = 0 }) => ({ version, replicas })));
  return present({ ...Object.fromEntries(names.map((name) => [name, total(parts, name)])), versions });
}

type Part = Counters & { readonly versions?: DeepReadonly<{ version: string; replicas?: number }[]> };

const names = ['desiredReplicas', 'replicas', 'readyReplicas', 'availableReplicas', 'upToDateReplicas'] as const;

const pick = ({ replicas, readyReplicas, availableReplicas, upToDateReplicas }: Counters) => ({
  replicas,
  readyReplicas,
  availableReplicas,
  upToDateReplicas,
});

/** The sum over those that report a counter; absent when none does. */
function total(parts: readonly Part[], name: (typeof names)[number]): number | undefined {
  const reported = parts.map((part) => part[name]).filter((count) => count !== undefined);
  return reported.length === 0 ? undefined : reported.reduce((sum, count) => sum + count, 0);
}
