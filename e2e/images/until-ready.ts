import { setTimeout as sleep } from 'node:timers/promises';

import type { Engine } from '../docker-engine/start-engine.ts';

/** Where the Deployments have their probes. */
const probe = 'http://127.0.0.1:9440/readyz';
const patience = 60_000;

/**
 * Waits until the only provider on this network says that it is ready.
 * @returns seconds since its container started
 */
export async function untilReady(container: string, engine: Engine): Promise<number> {
  const started = Date.parse(engine.docker('inspect', '--format={{.State.StartedAt}}', container));
  while (Date.now() - started < patience) {
    if (await isReady()) return (Date.now() - started) / 1000;
    if (engine.docker('inspect', '--format={{.State.Running}}', container) !== 'true') throw new Error('it ended before it was ready');
    await sleep(20);
  }
  throw new Error(`it was not ready after ${patience / 1000} s`);
}

async function isReady(): Promise<boolean> {
  try {
    const response = await fetch(probe, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
