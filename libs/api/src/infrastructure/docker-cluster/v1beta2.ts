import { described, optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { Endpoint } from '../../shapes/v1beta2/cluster.ts';
import { dockerClusterFields } from '../v1beta2/docker.ts';

/** `spec` of a DockerCluster. */
export const DockerClusterSpec = zeroIs(
  'shown',
  struct('The surroundings of a cluster whose machines are containers.', {
    controlPlaneEndpoint: optional(described(Endpoint, 'Where the API server is reached; set by the controller when absent.')),
    ...dockerClusterFields,
  }),
);
