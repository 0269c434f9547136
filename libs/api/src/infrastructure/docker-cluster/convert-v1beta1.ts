import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping } from '../../conversion/mapping.ts';
import { controlPlaneEndpoint, dockerCluster } from '../conversion/docker.ts';
import { shownWithin } from '../conversion/shown.ts';
import { clusterStatus } from '../conversion/status.ts';
import { InfraClusterStatus as v1beta1Status } from '../v1beta1/status.ts';
import { InfraClusterStatus } from '../v1beta2/status.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** DockerCluster: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(
  mapping(shownWithin('spec', mapping(controlPlaneEndpoint, dockerCluster)), shownWithin('status', clusterStatus)),
  {
    remembers: true,
    hub: { spec: v1beta2.DockerClusterSpec, status: InfraClusterStatus },
    old: { spec: v1beta1.DockerClusterSpec, status: v1beta1Status },
  },
);
