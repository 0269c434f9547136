import type { DeepReadonly } from '@capi/seams';

import { draftOf } from '../../meta/draft.ts';
import type { KubeadmControlPlane } from './kind.ts';

/**
 * A KubeadmControlPlane with what admission adds: one replica, a v before its version, and a rolling update of one more. Anything may
 * be missing from what comes in. A missing version becomes a bare v, which no rule takes.
 * @see upstream v1.14.0 controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go (behaviour)
 */
export function defaultKubeadmControlPlane(controlPlane: DeepReadonly<KubeadmControlPlane>): DeepReadonly<KubeadmControlPlane> {
  const { spec } = draftOf(controlPlane);
  const version = spec?.version ?? '';
  const rollingUpdate = spec?.rollout?.strategy?.rollingUpdate;
  return {
    ...controlPlane,
    spec: {
      ...spec,
      replicas: spec?.replicas ?? 1,
      version: version.startsWith('v') ? version : `v${version}`,
      rollout: {
        ...spec?.rollout,
        strategy: { type: 'RollingUpdate', rollingUpdate: { ...rollingUpdate, maxSurge: rollingUpdate?.maxSurge ?? 1 } },
      },
    } as DeepReadonly<KubeadmControlPlane>['spec'],
  };
}
