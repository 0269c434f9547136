import type { KubeadmConfig, KubeadmConfigStatus } from '@capi/api';
import { instant, minutes, printInstant, type DeepReadonly, type Instant } from '@capi/seams';

import type { ReadyObservation } from './decide/ready-observation.ts';
import type { SeenCluster, SeenMachine } from './observation.ts';

/** The moment at which everything here takes place. */
export const now: Instant = instant(1_795_255_200_000);

export const aConfig = (
  fields: Partial<Omit<DeepReadonly<KubeadmConfig>, 'metadata'>> & { readonly metadata?: object } = {},
): DeepReadonly<KubeadmConfig> =>
  ({
    apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2',
    kind: 'KubeadmConfig',
    ...fields,
    metadata: {
      name: 'machine-0',
      namespace: 'team-a',
      uid: 'config-uid',
      creationTimestamp: printInstant(now),
      generation: 1,
      ...fields.metadata,
    },
  }) as DeepReadonly<KubeadmConfig>;

/** A status that says that the data is there, and since when. */
export const created = (since: Instant = now): DeepReadonly<KubeadmConfigStatus> => ({
  dataSecretName: 'machine-0',
  initialization: { dataSecretCreated: true },
  conditions: [{ type: 'DataSecretAvailable', status: 'True', reason: 'Available', message: '', lastTransitionTime: printInstant(since) }],
});

interface Parts extends Partial<Omit<ReadyObservation, 'owner' | 'cluster' | 'config'>> {
  readonly config?: Parameters<typeof aConfig>[0];
  readonly owner?: Partial<SeenMachine>;
  readonly cluster?: Partial<SeenCluster>;
}

/** A worker of a running cluster that could be made its data right now; `parts` says what is different. */
export function anObservation({ config, owner, cluster, ...parts }: Parts = {}): ReadyObservation {
  return {
    now,
    config: aConfig(config),
    owner: { name: 'machine-0', controlPlane: false, version: 'v1.34.0', hasNode: false, ...owner },
    cluster: {
      namespace: 'team-a',
      name: 'demo',
      uid: 'cluster-uid',
      paused: false,
      infrastructureProvisioned: true,
      controlPlaneInitialized: true,
      endpoint: '10.0.0.1:6443',
      hasControlPlane: true,
      ...cluster,
    },
    certificates: { ca: 'complete', etcd: 'complete', proxy: 'complete', sa: 'complete' },
    connected: true,
    tokenLifetime: minutes(15),
    ...parts,
  };
}
