import { annotations, type Cluster, type KubeadmControlPlane } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** What pauses a control plane, in words for its condition. */
export const seePauses = (cluster: DeepReadonly<Cluster>, controlPlane: DeepReadonly<KubeadmControlPlane>): readonly string[] => [
  ...(cluster.spec?.paused === true ? ['Cluster spec.paused is set to true'] : []),
  ...(controlPlane.metadata.annotations?.[annotations.paused] === undefined
    ? []
    : [`KubeadmControlPlane has the ${annotations.paused} annotation`]),
];
