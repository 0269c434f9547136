import { flag, optional, struct } from '../../schema/vocabulary.ts';
import { apiEndpoints } from '../../shapes/v1alpha2/endpoint.ts';

/** `spec` of a DockerCluster in v1alpha2: there was nothing to choose. */
export const DockerClusterSpec = struct('The surroundings of a cluster whose machines are containers; there is nothing to choose.', {});

/** `status` of a DockerCluster in v1alpha2. */
export const DockerClusterStatus = struct('What was last seen of the infrastructure.', {
  apiEndpoints,
  ready: optional(flag('Whether the infrastructure is there, so that machines can be made.')),
});
