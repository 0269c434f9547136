import { Cluster } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { milliseconds, seconds, type Clock } from '@capi/seams';

const patience = seconds(120);

/**
 * Deletes all clusters and waits until they are gone with their containers: with a temporary data folder nobody could do so later.
 * @returns the names of those that are still there when it gives up
 */
export async function deleteClusters(
  client: Client,
  clock: Clock,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const list = () => client.list<Cluster>(Cluster, {}, signal);
  const clusters = await list();
  if (clusters.length === 0) return [];
  say('Deleting clusters and their containers; Ctrl-C once more leaves them behind.');
  for (const { metadata } of clusters) {
    await client.delete(Cluster, { namespace: metadata.namespace ?? 'default', name: metadata.name }, signal);
  }
  const deadline = clock.monotonic() + patience;
  let left = await list();
  while (left.length > 0 && clock.monotonic() < deadline) {
    await clock.sleep(milliseconds(250), signal);
    left = await list();
  }
  return left.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}
