import { annotations, Cluster, finalizers, type ObjectKey } from '@capi/api';
import type { Cache } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { backendOf, type Family, type InfraCluster } from '../../infra-objects.ts';
import { pausedBecause } from '../../pausing.ts';
import type { Settings } from '../../wiring.ts';
import type { Observation } from './observation.ts';

/** What was seen, and the object as it is stored, for the patch. */
export interface Seen {
  readonly stored: DeepReadonly<InfraCluster>;
  readonly observation: Observation;
}

/** Undefined when the object is gone. */
export function observe(cache: Cache, family: Family, settings: Settings, key: ObjectKey): Seen | undefined {
  const stored = cache.get(family.cluster, key);
  if (stored === undefined) return undefined;
  const { metadata, spec } = stored;
  const owner = metadata.ownerReferences?.find(
    ({ kind, apiVersion }) => kind === Cluster.kind && apiVersion.startsWith(`${Cluster.group}/`),
  );
  const cluster = owner === undefined ? undefined : cache.get(Cluster, { ...key, name: owner.name });
  const because = pausedBecause(stored, cluster);
  const { host, port } = spec?.controlPlaneEndpoint ?? {};
  return {
    stored,
    observation: {
      backend: backendOf(stored, settings),
      deleting: metadata.deletionTimestamp !== undefined,
      hasFinalizer: metadata.finalizers?.includes(finalizers.dockerCluster) === true,
      managedElsewhere: metadata.annotations?.[annotations.managedBy] !== undefined,
      ...(because === undefined ? {} : { pausedBecause: because }),
      // A Cluster that the cache does not show yet will show; one that is gone leaves its name for cleaning up.
      ...(owner === undefined || (cluster === undefined && metadata.deletionTimestamp === undefined) ? {} : { cluster: owner.name }),
      ...(host === undefined || host === '' ? {} : { host }),
      ...(port === undefined || port === 0 ? {} : { port }),
    },
  };
}
