import { KubeadmControlPlane } from '@capi/api';
import { ApiError, type CacheScope, type Permission, type Runtime } from '@capi/controller-runtime';
import { transient } from '@capi/seams';

import type { ControlPlanePorts } from './ports.ts';

/** What the rules of this provider may look up. */
export const permissions: readonly Permission[] = [
  { group: 'controlplane.cluster.x-k8s.io', resources: ['kubeadmcontrolplanes'], verbs: ['get', 'list', 'watch'] },
];

/** {@link ControlPlanePorts} over the cache of the provider, which the controller fills anyway. */
export function cachedPorts({ cache }: Runtime): ControlPlanePorts {
  return {
    async readKubeadmControlPlane(key, signal) {
      try {
        await cache.ensure({ resource: KubeadmControlPlane } as unknown as CacheScope, signal);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        throw transient({ action: `read ${KubeadmControlPlane.plural}`, why: error.message, hint: 'try again' }, error);
      }
      return cache.get(KubeadmControlPlane, key);
    },
  };
}
