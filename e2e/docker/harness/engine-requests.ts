import type { World } from './world.ts';

/** How many requests the provider has put to the engine so far, as its metrics tell. */
export async function engineRequests({ sandbox }: World): Promise<number> {
  const text = await (await fetch(sandbox.metricsOfCapd)).text();
  const counts = [...text.matchAll(/^capd_docker_engine_requests_total\{[^}]*\} (\d+)/gm)].map(([, count]) => Number(count));
  if (counts.length === 0) throw new Error('the provider tells no requests to the engine');
  return counts.reduce((sum, count) => sum + count, 0);
}
