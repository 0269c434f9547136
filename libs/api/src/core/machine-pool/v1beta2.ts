import type { Static } from 'typebox';

import { atomicList, choice, flag, int32, optional, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';
import { conditions, legacyConditions, legacyFailure } from '../../shapes/v1beta2/condition.ts';
import {
  clusterName,
  failureDomain,
  MachineTemplateSpec,
  observedGeneration,
  replicaCounters,
  versions,
} from '../../shapes/v1beta2/machine.ts';

/** One entry of `spec.providerIDList`. */
export const poolMember = text('Identity of a machine at its provider.', { minLength: 1, maxLength: 512 });

/** `spec` of a MachinePool. */
export const MachinePoolSpec = struct('The pool of machines that is wanted; its provider looks after the single machines.', {
  clusterName,
  failureDomains: optional(
    atomicList('Failure domains that the provider may spread the machines over.', failureDomain('A failure domain.'), { maxItems: 100 }),
  ),
  providerIDList: optional(
    atomicList('Identities of the machines there are; filled in by the controller.', poolMember, { maxItems: 10_000 }),
  ),
  replicas: optional(int32('Machines wanted; 1 when absent, or what the autoscaler annotations allow.')),
  template: MachineTemplateSpec,
});
export type MachinePoolSpec = Static<typeof MachinePoolSpec>;

/** `status.phase` of a MachinePool. */
export const poolPhase = choice('What the pool is doing, for people; programs read conditions.', [
  'Pending',
  'Provisioning',
  'Provisioned',
  'Running',
  'ScalingUp',
  'ScalingDown',
  'Scaling',
  'Deleting',
  'Failed',
  'Unknown',
]);

/** `status` of a MachinePool. */
export const MachinePoolStatus = struct(
  'What was last seen of the pool.',
  {
    ...replicaCounters,
    conditions: optional(conditions('Statements about the pool.')),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(
          struct('Status in the form of the v1beta1 API.', {
            availableReplicas: optional(zeroIs('dropped', int32('Machines whose Node has been ready for long enough.'))),
            conditions: optional(legacyConditions),
            ...legacyFailure,
            readyReplicas: optional(zeroIs('dropped', int32('Machines whose Node is ready.'))),
            unavailableReplicas: optional(zeroIs('dropped', int32('Machines still missing for the pool to be fully available.'))),
          }),
        ),
      }),
    ),
    initialization: optional(
      struct(
        'First steps of the pool.',
        {
          bootstrapDataSecretCreated: optional(flag('Whether the bootstrap data is there.')),
          infrastructureProvisioned: optional(flag('Whether the provider has made the machines.')),
        },
        { minProperties: 1 },
      ),
    ),
    nodeRefs: optional(
      atomicList('Nodes of the workload cluster that run on machines of the pool.', ObjectReference, { maxItems: 10_000 }),
    ),
    observedGeneration: optional(observedGeneration),
    phase: optional(poolPhase),
    versions: optional(versions),
  },
  { minProperties: 1 },
);
export type MachinePoolStatus = Static<typeof MachinePoolStatus>;
