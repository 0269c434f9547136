import type { KubeadmControlPlane, ObjectKey } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** What the rules of this provider look up. */
export interface ControlPlanePorts {
  /** A control plane as the provider last saw it; undefined when there is none, or it was not seen yet. */
  readKubeadmControlPlane(
    key: ObjectKey,
    signal: AbortSignal,
  ): DeepReadonly<KubeadmControlPlane> | undefined | Promise<DeepReadonly<KubeadmControlPlane> | undefined>;
}
