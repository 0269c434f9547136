import { Cluster, KubeadmControlPlane, Machine, MachineDeployment, type KubernetesObject, type Resource } from '@capi/api';
import type { Cache } from '@capi/controller-runtime';

import type { Seen } from './tree.ts';

const watched: readonly Resource<KubernetesObject>[] = [Cluster, KubeadmControlPlane, MachineDeployment, Machine];

/**
 * Calls back with what is there now and after every change, at most once per turn of the event loop, until `seen` answers true.
 * Rejects with the signal's reason when that comes first.
 */
export async function watchProgress(cache: Cache, seen: (seen: Seen) => boolean, signal: AbortSignal): Promise<void> {
  for (const resource of watched) await cache.ensure({ resource }, signal);
  const look = (): boolean =>
    seen({
      clusters: cache.list(Cluster),
      controlPlanes: cache.list(KubeadmControlPlane),
      machineDeployments: cache.list(MachineDeployment),
      machines: cache.list(Machine),
    });
  await new Promise<void>((resolve, reject) => {
    let scheduled = false;
    const stops: (() => void)[] = [];
    const end = (settle: () => void): void => {
      for (const stop of stops) stop();
      signal.removeEventListener('abort', aborted);
      settle();
    };
    const aborted = (): void => end(() => reject(signal.reason as Error));
    const changed = (): void => {
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        if (!signal.aborted && look()) end(resolve);
      });
    };
    signal.addEventListener('abort', aborted);
    for (const resource of watched) stops.push(cache.onChange(resource, changed));
    changed();
  });
}
