import { optional, struct } from '../../schema/vocabulary.ts';
import { controlPlaneEndpoint, dockerClusterFields } from '../v1beta1/docker.ts';

/** `spec` of a DevCluster in v1beta1. */
export const DevClusterSpec = struct('The surroundings of a cluster for development, on one of several backends.', {
  backend: struct('What the cluster runs on: exactly one backend.', {
    docker: optional(struct('Machines are containers.', dockerClusterFields)),
    inMemory: optional(struct('Machines are simulated inside the provider.', {})),
  }),
  controlPlaneEndpoint,
});
