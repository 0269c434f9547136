import { clusterSecretName, Secret, type KubeadmConfig } from '@capi/api';
import {
  generateClusterCertificates,
  readCertificateSecret,
  renderCertificateSecret,
  type CertificateAndKey,
  type CertificatePurpose,
  type GeneratedPurpose,
} from '@capi/certificates';
import { controllerReference } from '@capi/owner-references';
import { days, type DeepReadonly } from '@capi/seams';

import { makeCertificates } from '../failure-actions.ts';
import type { SeenCluster } from '../observation.ts';
import { doing, named, type Ports } from './ports.ts';

type Materials = ReadonlyMap<CertificatePurpose, CertificateAndKey>;

/** What the certificate secrets of a cluster hold; those that are not there are left out. */
export async function readMaterials(
  { cache, client }: Pick<Ports, 'cache' | 'client'>,
  cluster: Pick<SeenCluster, 'namespace' | 'name'>,
  purposes: readonly CertificatePurpose[],
  signal: AbortSignal,
): Promise<Materials> {
  const found = await Promise.all(
    purposes.map(async (purpose) => {
      const key = { namespace: cluster.namespace, name: clusterSecretName(cluster.name, purpose) };
      // Live when the cache has none: what users bring need not carry the label that the cache selects by.
      const secret = cache.get(Secret, key) ?? (await client.get(Secret, key, signal));
      const material = secret === undefined ? undefined : readCertificateSecret(secret);
      return material === undefined ? [] : [[purpose, material] as const];
    }),
  );
  return new Map(found.flat());
}

/** Makes the certificates of a cluster that no control-plane object looks after; they belong to the config that initialises it. */
export async function generateMaterials(
  { client, clock, keys }: Pick<Ports, 'client' | 'clock' | 'keys'>,
  of: { readonly config: DeepReadonly<KubeadmConfig>; readonly cluster: SeenCluster; readonly purposes: readonly GeneratedPurpose[] },
  signal: AbortSignal,
): Promise<void> {
  const { config, cluster, purposes } = of;
  if (purposes.length === 0) return;
  const { encryptionAlgorithm, caCertificateValidityPeriodDays } = config.spec?.clusterConfiguration ?? {};
  const made = await generateClusterCertificates(
    {
      now: clock.now(),
      ...(encryptionAlgorithm === undefined ? {} : { algorithm: encryptionAlgorithm }),
      purposes,
      ...(caCertificateValidityPeriodDays === undefined ? {} : { validFor: days(caCertificateValidityPeriodDays) }),
    },
    keys,
    signal,
  );
  const owner = controllerReference(config);
  // Together: a second attempt makes only what is missing, and whichever exists by then wins.
  await doing(makeCertificates, named(config), () =>
    Promise.all(
      [...made].map(([purpose, material]) => client.create(Secret, renderCertificateSecret(cluster, purpose, material, owner), signal)),
    ),
  );
}
