import { flag, int32, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { newReplicaCounters, newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { MachineTemplateSpec, observedGeneration } from '../../shapes/v1beta1/machine.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';
import { legacyFailure } from '../../shapes/v1beta2/condition.ts';
import { clusterName, failureDomain, versions } from '../../shapes/v1beta2/machine.ts';
import { poolMember, poolPhase } from './v1beta2.ts';

/** `spec` of a MachinePool in v1beta1. */
export const MachinePoolSpec = struct('The pool of machines that is wanted; its provider looks after the single machines.', {
  clusterName,
  failureDomains: optional(
    plainList('Failure domains that the provider may spread the machines over.', failureDomain('A failure domain.'), { maxItems: 100 }),
  ),
  minReadySeconds: optional(int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.')),
  providerIDList: optional(
    plainList('Identities of the machines there are; filled in by the controller.', poolMember, { maxItems: 10_000 }),
  ),
  replicas: optional(int32('Machines wanted; 1 when absent, or what the autoscaler annotations allow.')),
  template: MachineTemplateSpec,
});

/** `status` of a MachinePool in v1beta1. */
export const MachinePoolStatus = struct('What was last seen of the pool.', {
  availableReplicas: optional(int32('Machines whose Node has been ready for long enough.')),
  bootstrapReady: optional(flag('Whether the bootstrap data is there.')),
  conditions: statusConditions,
  ...legacyFailure,
  infrastructureReady: optional(flag('Whether the provider has made the machines.')),
  nodeRefs: optional(plainList('Nodes of the workload cluster that run on machines of the pool.', ObjectReference, { maxItems: 10_000 })),
  observedGeneration,
  phase: optional(poolPhase),
  readyReplicas: optional(int32('Machines whose Node is ready.')),
  replicas: optional(int32('Machines there are, whatever their state.')),
  unavailableReplicas: optional(int32('Machines still missing for the pool to be fully available.')),
  v1beta2: newStatus(newReplicaCounters),
  versions: optional(versions),
});
