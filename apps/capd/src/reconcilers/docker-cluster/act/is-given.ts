import type { DockerEngine } from '@capi/docker-engine';
import { milliseconds, type Clock } from '@capi/seams';

import type { Place } from '../../../backends/docker/networks/networks.ts';

/** How often a network is looked at: its events name no container of ours, and what is awaited comes within a moment. */
const interval = milliseconds(40);

/**
 * Whether the engine has given a container that starts its address, which it does first of all: from then on nobody else has it. The
 * rest of a start takes ten times as long.
 * @param started aborted when the start has ended, however it did: then there is nothing to wait for any more
 */
export async function isGiven(
  { name, ipv4 }: Place,
  { engine, clock }: { readonly engine: Pick<DockerEngine, 'network'>; readonly clock: Clock },
  started: AbortSignal,
): Promise<boolean> {
  try {
    while (!started.aborted) {
      const network = await engine.network(name, started);
      if (ipv4 !== undefined && network?.inUse.includes(ipv4) === true) return !started.aborted;
      await clock.sleep(interval, started);
    }
  } catch (error) {
    if (!started.aborted) throw error;
  }
  return false;
}
