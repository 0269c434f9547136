import { described, flag, int32, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { apiEndpoints } from '../../shapes/v1alpha2/endpoint.ts';
import { errorFields } from '../../shapes/v1alpha2/failure.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';

const networkRanges = (meaning: string) =>
  optional(
    struct(meaning, {
      cidrBlocks: plainList('The ranges, as in 10.128.0.0/12; two for a dual-stack cluster.', text('An address range in CIDR notation.')),
    }),
  );

/** `spec` of a Cluster in v1alpha2. */
export const ClusterSpec = struct('The workload cluster that is wanted.', {
  clusterNetwork: optional(
    struct('Networks of the workload cluster.', {
      apiServerPort: optional(int32('Port on which the API servers listen on their Machines; 6443 when absent.')),
      pods: networkRanges('Ranges from which Pods get their addresses.'),
      serviceDomain: optional(text('Domain under which Services are found; cluster.local when absent.')),
      services: networkRanges('Ranges from which Services get their addresses.'),
    }),
  ),
  infrastructureRef: optional(
    described(ObjectReference, 'The object of the infrastructure provider that stands for the surroundings of the cluster.'),
  ),
});

/** `status` of a Cluster in v1alpha2. */
export const ClusterStatus = struct('What was last seen of the workload cluster.', {
  apiEndpoints,
  controlPlaneInitialized: optional(flag('Whether the API server has once answered, so that Machines can join.')),
  ...errorFields,
  infrastructureReady: optional(flag('Whether the surroundings of the cluster are there, so that Machines can be made.')),
  phase: optional(
    text('Where the Cluster is in its life, for people: pending, provisioning, provisioned, deleting or failed; empty when not known.'),
  ),
});
