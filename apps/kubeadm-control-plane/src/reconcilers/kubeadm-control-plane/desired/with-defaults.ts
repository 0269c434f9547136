import type { KubeadmControlPlane } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** A control plane with the defaults that its admission webhook would have written. */
export function withDefaults(stored: DeepReadonly<KubeadmControlPlane>): DeepReadonly<KubeadmControlPlane> {
  const { spec } = stored;
  const rollingUpdate = { ...spec.rollout?.strategy?.rollingUpdate, maxSurge: spec.rollout?.strategy?.rollingUpdate?.maxSurge ?? 1 };
  return {
    ...stored,
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      version: spec.version.startsWith('v') ? spec.version : `v${spec.version}`,
      rollout: { ...spec.rollout, strategy: { type: 'RollingUpdate', rollingUpdate } },
    },
  };
}
