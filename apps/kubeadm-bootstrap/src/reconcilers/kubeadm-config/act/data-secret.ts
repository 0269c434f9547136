import { apiVersionOf, clusterSecretType, KubeadmConfig, keyOf, labels, Secret, secretKeys, type OwnerReference } from '@capi/api';
import { refusedAs, type Client } from '@capi/controller-runtime';
import { terminal, type DeepReadonly } from '@capi/seams';

import type { SeenCluster, SeenDataSecret } from '../observation.ts';
import { doing, named } from './ports.ts';

type Config = DeepReadonly<KubeadmConfig>;

/** A data secret belongs to its config, without holding up its deletion. */
const ownerOf = (config: Config): OwnerReference => ({
  apiVersion: apiVersionOf(KubeadmConfig),
  kind: KubeadmConfig.kind,
  name: config.metadata.name,
  uid: config.metadata.uid ?? '',
  controller: true,
});

/** Stores the document of a machine. Run again after a crash it meets its own secret; one without controller is overwritten. */
export async function storeDataSecret(
  client: Client,
  config: Config,
  cluster: SeenCluster,
  document: string,
  signal: AbortSignal,
): Promise<void> {
  const secret: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: config.metadata.name,
      namespace: config.metadata.namespace ?? cluster.namespace,
      labels: { [labels.clusterName]: cluster.name },
      ownerReferences: [ownerOf(config)],
    },
    type: clusterSecretType,
    data: { [secretKeys.value]: encode(document), [secretKeys.format]: encode(config.spec?.format ?? 'cloud-config') },
  };
  await doing('store bootstrap data', named(config), async () => {
    try {
      await client.create(Secret, secret, signal);
    } catch (error) {
      if (!refusedAs(error, 'AlreadyExists')) throw error;
      await replace(client, config, secret, signal);
    }
  });
}

async function replace(client: Client, config: Config, secret: Secret, signal: AbortSignal): Promise<void> {
  // Live: the cache did not show it, because it is that new or lacks our label.
  const there = await client.get(Secret, keyOf(secret), signal);
  const controller = there?.metadata.ownerReferences?.find((reference) => reference.controller === true);
  if (controller !== undefined && controller.uid !== config.metadata.uid && controller.kind !== KubeadmConfig.kind) {
    throw terminal({
      action: 'store bootstrap data',
      object: named(config),
      why: `Secret ${secret.metadata.namespace}/${secret.metadata.name} belongs to ${controller.kind} ${controller.name}`,
      hint: 'rename the config or remove the secret',
    });
  }
  if (there === undefined) await client.create(Secret, secret, signal);
  else await client.update(Secret, withVersion(secret, there.metadata.resourceVersion), signal);
}

const withVersion = (secret: Secret, resourceVersion: string | undefined): Secret =>
  resourceVersion === undefined ? secret : { ...secret, metadata: { ...secret.metadata, resourceVersion } };

/** Makes the config the owner of the secret that has its name, as after a move from another management cluster. */
export async function adoptDataSecret(client: Client, config: Config, seen: SeenDataSecret, signal: AbortSignal): Promise<void> {
  const others = seen.ownerReferences.filter(({ kind, name }) => kind !== KubeadmConfig.kind || name !== config.metadata.name);
  const ownerReferences = [...others, ownerOf(config)];
  const key = { namespace: config.metadata.namespace ?? '', name: config.metadata.name };
  await doing('take over the bootstrap data secret', named(config), () =>
    client.patch(Secret, key, { type: 'merge', body: { metadata: { ownerReferences } } }, signal),
  );
}

const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
