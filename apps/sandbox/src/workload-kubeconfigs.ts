import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { clusterSecretName, Secret, type Cluster } from '@capi/api';
import { readSecretText } from '@capi/certificates';
import type { Client } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

/** Writes the administrator's kubeconfig of each cluster, readable by the owner only, and answers the files by cluster name. */
export async function writeWorkloadKubeconfigs(
  client: Client,
  clusters: readonly DeepReadonly<Cluster>[],
  folder: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = new Map<string, string>();
  for (const { metadata } of clusters) {
    const namespace = metadata.namespace ?? 'default';
    // Read live: the sandbox caches no Secrets.
    const secret = await client.get(Secret, { namespace, name: clusterSecretName(metadata.name, 'kubeconfig') }, signal);
    const text = secret === undefined ? undefined : readSecretText(secret, 'value');
    if (text === undefined) continue;
    const file = join(folder, `${namespace}-${metadata.name}.kubeconfig`);
    writeFileSync(file, text, { mode: 0o600 });
    files.set(metadata.name, file);
  }
  return files;
}
