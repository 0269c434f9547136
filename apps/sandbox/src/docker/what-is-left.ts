import { DevCluster, DevMachine, DockerCluster, DockerMachine, type KubernetesObject, type Resource } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import type { DockerEngine } from '@capi/docker-engine';

import { listClusterContainers } from './cluster-containers.ts';

const owning: readonly Resource<KubernetesObject>[] = [DevMachine, DevCluster, DockerMachine, DockerCluster];

/** UIDs of all objects that containers may have been made for. */
export async function containerOwners(client: Client, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const uids = new Set<string>();
  for (const kind of owning) {
    for (const { metadata } of await client.list(kind, {}, signal)) uids.add(metadata.uid ?? '');
  }
  return uids;
}

/**
 * Which containers are left of those that were made for these objects, and how to remove them.
 * @returns nothing when none is
 */
export async function whatIsLeft(engine: DockerEngine, owners: ReadonlySet<string>, signal: AbortSignal): Promise<string | undefined> {
  const left = (await listClusterContainers(engine, signal)).filter(({ owner }) => owners.has(owner));
  if (left.length === 0) return undefined;
  return `left behind: ${left.length} ${left.length === 1 ? 'container' : 'containers'}; docker rm -f -v ${left.map(({ name }) => name).join(' ')}`;
}
