import { described, optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { Endpoint } from '../../shapes/v1beta2/cluster.ts';
import { dockerClusterFields } from '../v1beta2/docker.ts';

/** `spec` of a DevCluster. */
export const DevClusterSpec = zeroIs(
  'shown',
  struct('The surroundings of a cluster for development, on one of several backends.', {
    backend: zeroIs(
      'shown',
      struct('What the cluster runs on: exactly one backend.', {
        docker: optional(struct('Machines are containers.', dockerClusterFields)),
        inMemory: optional(struct('Machines are simulated inside the provider.', {})),
      }),
    ),
    controlPlaneEndpoint: optional(described(Endpoint, 'Where the API server is reached; set by the controller when absent.')),
  }),
);
