import type { ObjectKey } from '@capi/api';
import type { Cache } from '@capi/controller-runtime';
import { unreachable, type DeepReadonly } from '@capi/seams';
import type { Simulation } from '@capi/simulated-machine';

import { devFamily, dockerFamily, type InfraCluster } from '../../../infra-objects.ts';
import type { Plan } from '../decide/plan.ts';

/** Where the API server of a cluster is reached. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * Opens or closes the cluster's port. Both may be repeated.
 * @returns the endpoint when there is one now
 */
export async function act(
  plan: Plan,
  ports: { readonly simulation: Simulation; readonly cache: Cache },
  stored: DeepReadonly<InfraCluster>,
  signal: AbortSignal,
): Promise<Endpoint | undefined> {
  const { uid = '', namespace = '' } = stored.metadata;
  const keyOfCluster = (name: string): ObjectKey => ({ namespace, name });
  switch (plan.step) {
    case 'rest':
    case 'pause':
      return undefined;
    case 'serve': {
      const { step: _step, cluster, ...port } = plan;
      const opened = await ports.simulation.open({ key: keyOfCluster(cluster), uid, ...port }, promisedPorts(ports.cache, uid), signal);
      return opened.endpoint;
    }
    case 'release':
      if (plan.cluster !== undefined) await ports.simulation.remove({ key: keyOfCluster(plan.cluster), uid });
      return undefined;
    default:
      return unreachable(plan);
  }
}

/** Ports of other clusters, open or not: after a restart a new cluster must not take the port of one that is yet to be opened. */
function promisedPorts(cache: Cache, uid: string): ReadonlySet<number> {
  return new Set(
    [devFamily, dockerFamily].flatMap((family) =>
      cache.list(family.cluster).flatMap(({ metadata, spec }) => {
        const port = spec?.controlPlaneEndpoint?.port;
        return metadata.uid === uid || port === undefined ? [] : [port];
      }),
    ),
  );
}
