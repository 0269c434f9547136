import { described, flag, int32, mapList, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { failureDomains } from '../../shapes/v1beta1/failure-domains.ts';
import { observedGeneration } from '../../shapes/v1beta1/machine.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';
import { legacyFailure } from '../../shapes/v1beta2/condition.ts';
import { Gate } from '../../shapes/v1beta2/machine.ts';
import { Topology } from './topology-v1beta1.ts';
import { controlPlaneCounters, phase, workerCounters } from './v1beta2.ts';

const networkRanges = (meaning: string) =>
  optional(
    struct(meaning, {
      cidrBlocks: zeroIs(
        'kept',
        plainList(
          'The ranges, as in 10.128.0.0/12; two for a dual-stack cluster.',
          text('An address range in CIDR notation.', { minLength: 1, maxLength: 43 }),
          { maxItems: 100 },
        ),
      ),
    }),
  );

/** `spec` of a Cluster in v1beta1. */
export const ClusterSpec = struct('The workload cluster that is wanted.', {
  availabilityGates: optional(
    mapList('Further conditions on the Cluster that must be good before it counts as Available.', ['conditionType'], Gate, {
      maxItems: 32,
    }),
  ),
  clusterNetwork: optional(
    struct('Networks of the workload cluster.', {
      apiServerPort: optional(int32('Port on which the API servers listen on their Machines; 6443 when absent.')),
      pods: networkRanges('Ranges from which Pods get their addresses.'),
      serviceDomain: optional(text('Domain under which Services are found; cluster.local when absent.', { minLength: 1, maxLength: 253 })),
      services: networkRanges('Ranges from which Services get their addresses.'),
    }),
  ),
  controlPlaneEndpoint: optional(
    struct('Where the API server is reached; filled in from the infrastructure or the control plane while host and port are zero.', {
      host: optional(text('Host name or IP address.', { maxLength: 512 })),
      port: optional(int32('TCP port on which the API server answers.')),
    }),
  ),
  controlPlaneRef: optional(
    described(ObjectReference, 'The object of the control-plane provider; absent when control-plane Machines are kept by hand.'),
  ),
  infrastructureRef: optional(
    described(ObjectReference, 'The object of the infrastructure provider that stands for the surroundings of the cluster.'),
  ),
  paused: optional(flag('While true, no controller acts on the Cluster or anything that belongs to it.')),
  topology: optional(Topology),
});

/** `status` of a Cluster in v1beta1. */
export const ClusterStatus = struct('What was last seen of the workload cluster.', {
  conditions: statusConditions,
  controlPlaneReady: optional(flag('Whether the API server has once answered, so that Machines can join.')),
  failureDomains: failureDomains('Failure domains that the infrastructure offers, by name.'),
  ...legacyFailure,
  infrastructureReady: optional(flag('Whether the surroundings of the cluster are there, so that Machines can be made.')),
  observedGeneration,
  phase: optional(phase),
  v1beta2: newStatus({ controlPlane: optional(controlPlaneCounters), workers: optional(workerCounters) }),
});
