import type { KubernetesObject } from '@capi/api';
import { isOwnedBy } from '@capi/owner-references';
import type { DeepReadonly } from '@capi/seams';

import { clusterOwner } from '../../../external/template-adoptions.ts';
import type { Observation } from '../observation.ts';
import type { Child, Rule, Step } from './plan.ts';

/**
 * Takes a Cluster apart from the top down: workers, then the control plane, then infrastructure, each once nothing of the one
 * before is left. What merely carries the Cluster's name is waited for, what belongs to it is deleted.
 * @see upstream v1.14.0 core/reconcilers/cluster, deletion (behaviour)
 */
export const deletion: Rule = (seen) => {
  if (seen.cluster.metadata.deletionTimestamp === undefined) return undefined;
  return (
    workers(seen) ??
    controlPlane(seen) ??
    infrastructure(seen) ?? { step: 'delete', stage: 'DeletionCompleted', waitingFor: [], children: [] }
  );
};

function workers(seen: Observation): Step | undefined {
  const { machineDeployments, machineSets, workerMachines, controlPlaneMachines } = seen.descendants;
  // Control-plane Machines are the control-plane object's to delete, when there is one.
  const machines = seen.controlPlane.state === 'none' ? [...workerMachines, ...controlPlaneMachines] : workerMachines;
  const kinds = [
    { kind: 'MachineDeployment', objects: machineDeployments },
    { kind: 'MachineSet', objects: machineSets },
    { kind: 'Machine', objects: machines },
  ] as const;
  const left = kinds.filter(({ objects }) => objects.length > 0);
  if (left.length === 0) return undefined;
  return {
    step: 'delete',
    stage: 'WaitingForWorkersDeletion',
    waitingFor: left.map(({ kind, objects }) => `${kind}s: ${listed(objects.map((object) => object.metadata.name))}`),
    children: left.flatMap(({ kind, objects }) => children(seen, kind, objects)),
  };
}

function children({ cluster }: Observation, kind: Child['kind'], objects: readonly DeepReadonly<KubernetesObject>[]): readonly Child[] {
  const owner = clusterOwner(cluster);
  return objects
    .filter((object) => object.metadata.deletionTimestamp === undefined && isOwnedBy(object.metadata.ownerReferences ?? [], owner))
    .map((object) => ({ kind, name: object.metadata.name }));
}

function controlPlane({ cluster, controlPlane: seen }: Observation): Step | undefined {
  if (seen.state === 'none' || seen.state === 'missing') return undefined;
  if (seen.state === 'unreadable') return { step: 'delete', stage: 'InternalError', waitingFor: [seen.why], children: [] };
  const reference = cluster.spec?.controlPlaneRef;
  const waitingFor = [`${reference?.kind} ${reference?.name}`];
  return {
    step: 'delete',
    stage: 'WaitingForControlPlaneDeletion',
    waitingFor,
    children: [],
    ...(seen.deleting ? {} : { remove: 'controlPlane' as const }),
  };
}

function infrastructure({ cluster, infrastructure: seen }: Observation): Step | undefined {
  if (seen.state === 'none' || seen.state === 'missing') return undefined;
  if (seen.state === 'unreadable') return { step: 'delete', stage: 'InternalError', waitingFor: [seen.why], children: [] };
  const reference = cluster.spec?.infrastructureRef;
  const waitingFor = [`${reference?.kind} ${reference?.name}`];
  return {
    step: 'delete',
    stage: 'WaitingForInfrastructureDeletion',
    waitingFor,
    children: [],
    ...(seen.deleting ? {} : { remove: 'infrastructure' as const }),
  };
}

/** Five names, then how many more. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown}, ... (${names.length - 5} more)` : shown;
}
