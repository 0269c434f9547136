import { struct } from '../../schema/vocabulary.ts';
import { controlPlaneEndpoint, dockerClusterFields } from '../v1beta1/docker.ts';

/** `spec` of a DockerCluster in v1beta1. */
export const DockerClusterSpec = struct('The surroundings of a cluster whose machines are containers.', {
  controlPlaneEndpoint,
  ...dockerClusterFields,
});
