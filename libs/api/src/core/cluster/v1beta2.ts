import type { Static } from 'typebox';

import { atomicList, choice, described, flag, int32, mapList, optional, struct, text } from '../../schema/vocabulary.ts';
import { Endpoint, failureDomains } from '../../shapes/v1beta2/cluster.ts';
import { conditions, legacyConditions, legacyFailure } from '../../shapes/v1beta2/condition.ts';
import { Gate, kubernetesVersion, observedGeneration, replicaCounters, StatusVersion } from '../../shapes/v1beta2/machine.ts';
import { ContractReference } from '../../shapes/v1beta2/reference.ts';
import { Topology } from './topology.ts';

const NetworkRanges = struct('Address ranges.', {
  cidrBlocks: atomicList(
    'The ranges, as in 10.128.0.0/12; two for a dual-stack cluster.',
    text('An address range in CIDR notation.', { minLength: 1, maxLength: 43 }),
    {
      minItems: 1,
      maxItems: 100,
    },
  ),
});

/** Networks of the workload cluster. */
export const ClusterNetwork = struct(
  'Networks of the workload cluster.',
  {
    apiServerPort: optional(
      int32('Port on which the API servers listen on their Machines; 6443 when absent.', { minimum: 1, maximum: 65_535 }),
    ),
    pods: optional(described(NetworkRanges, 'Ranges from which Pods get their addresses.')),
    serviceDomain: optional(text('Domain under which Services are found; cluster.local when absent.', { minLength: 1, maxLength: 253 })),
    services: optional(described(NetworkRanges, 'Ranges from which Services get their addresses.')),
  },
  { minProperties: 1 },
);
export type ClusterNetwork = Static<typeof ClusterNetwork>;

/** `spec` of a Cluster. */
export const ClusterSpec = struct(
  'The workload cluster that is wanted.',
  {
    availabilityGates: optional(
      mapList('Further conditions on the Cluster that must be good before it counts as Available.', ['conditionType'], Gate, {
        minItems: 1,
        maxItems: 32,
      }),
    ),
    clusterNetwork: optional(ClusterNetwork),
    controlPlaneEndpoint: optional(
      described(Endpoint, 'Where the API server is reached; filled in from the infrastructure or the control plane when absent.'),
    ),
    controlPlaneRef: optional(
      described(ContractReference, 'The object of the control-plane provider; absent when control-plane Machines are kept by hand.'),
    ),
    infrastructureRef: optional(
      described(ContractReference, 'The object of the infrastructure provider that stands for the surroundings of the cluster.'),
    ),
    paused: optional(flag('While true, no controller acts on the Cluster or anything that belongs to it.')),
    topology: optional(Topology),
  },
  { minProperties: 1 },
);
export type ClusterSpec = Static<typeof ClusterSpec>;

/** Phases of a Cluster; the same in every version but the first. */
export const phase = choice('Where the Cluster is in its life, for people; programs read conditions.', [
  'Pending',
  'Provisioning',
  'Provisioned',
  'Deleting',
  'Failed',
  'Unknown',
]);

const upgradePlan = optional(
  atomicList(
    'Versions that are still to be gone through, next one first.',
    struct('A step of the upgrade.', { version: kubernetesVersion('Kubernetes version, with a leading v.') }),
    { minItems: 1, maxItems: 32 },
  ),
);
const ReplicaStatus = struct('Counters of Machines.', {
  ...replicaCounters,
  desiredReplicas: optional(int32('Machines wanted.')),
  upgradePlan,
  versions: optional(atomicList('Kubernetes versions that the Machines run, lowest first.', StatusVersion, { minItems: 1, maxItems: 32 })),
});

/** `controlPlane` of the status. */
export const controlPlaneCounters = described(ReplicaStatus, 'Machines of the control plane, counted.');
/** `workers` of the status. */
export const workerCounters = described(ReplicaStatus, 'Machines of MachineDeployments, MachinePools and stand-alone workers, counted.');

/** `status` of a Cluster. */
export const ClusterStatus = struct(
  'What was last seen of the workload cluster.',
  {
    conditions: optional(conditions('Statements about the Cluster; Available is their summary.')),
    controlPlane: optional(controlPlaneCounters),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(struct('Status in the form of the v1beta1 API.', { conditions: optional(legacyConditions), ...legacyFailure })),
      }),
    ),
    failureDomains: optional(failureDomains('Failure domains that the infrastructure offers, by name.')),
    initialization: optional(
      struct(
        'First steps that, once done, stay done.',
        {
          controlPlaneInitialized: optional(flag('Whether the API server has once answered, so that Machines can join.')),
          infrastructureProvisioned: optional(flag('Whether the surroundings of the cluster are there, so that Machines can be made.')),
        },
        { minProperties: 1 },
      ),
    ),
    observedGeneration: optional(observedGeneration),
    phase: optional(phase),
    workers: optional(workerCounters),
  },
  { minProperties: 1 },
);
export type ClusterStatus = Static<typeof ClusterStatus>;
