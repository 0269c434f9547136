import type { DeepReadonly } from '@capi/seams';

import { withLeadingV } from '../../defaulting/version.ts';
import type { KubeadmControlPlane } from './kind.ts';

/**
 * A KubeadmControlPlane with what admission adds: one replica, a v before its version, and a rolling update of one more.
 * @see upstream v1.14.0 controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go (behaviour)
 */
export function defaultKubeadmControlPlane(controlPlane: DeepReadonly<KubeadmControlPlane>): DeepReadonly<KubeadmControlPlane> {
  const { spec } = controlPlane;
  return {
    ...controlPlane,
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      version: withLeadingV(spec.version),
      rollout: {
        ...spec.rollout,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, ...spec.rollout?.strategy?.rollingUpdate } },
      },
    },
  };
}
