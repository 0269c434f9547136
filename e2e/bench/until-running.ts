import { Cluster, Machine, type KubernetesObject } from '@capi/api';
import { createCache, kubeconfigTransport, silentLog, systemClock, systemRandom, withUserAgent } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

/** How a benchmark's work looks when it is done. */
export interface Done {
  readonly clusters: number;
  readonly machines: number;
  /** Kubernetes version of every Machine. */
  readonly version: string;
}

const limit = 600_000;

/** Waits until as many Machines run as are wanted and all Clusters are available. It watches: a benchmark must not be the load that it measures. */
export async function untilRunning(kubeconfig: string, done: Done): Promise<void> {
  const transport = withUserAgent(await kubeconfigTransport(kubeconfig), 'capi-bench/v1');
  const cache = createCache({ transport, clock: systemClock(), random: systemRandom(), log: silentLog });
  try {
    const never = new AbortController().signal;
    await cache.ensure({ resource: Cluster }, never);
    await cache.ensure({ resource: Machine }, never);
    await new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`after ${limit / 1000} s: ${describe(cache.list(Machine))}`)), limit);
      const look = (): void => {
        const machines = cache.list(Machine);
        const running = machines.filter(({ spec, status }) => status?.phase === 'Running' && spec.version === done.version);
        const available = cache.list(Cluster).filter((cluster) => holds(cluster, 'Available'));
        if (machines.length !== done.machines || running.length !== done.machines || available.length !== done.clusters) return;
        clearTimeout(giveUp);
        resolve();
      };
      cache.onChange(Cluster, look);
      cache.onChange(Machine, look);
    });
  } finally {
    await cache.close();
    await transport.close();
  }
}

const holds = (
  object: DeepReadonly<KubernetesObject & { status?: { conditions?: { type: string; status: string }[] } }>,
  type: string,
): boolean => object.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;

function describe(machines: readonly DeepReadonly<Machine>[]): string {
  const phases = new Map<string, number>();
  for (const { status } of machines) phases.set(status?.phase ?? 'none', (phases.get(status?.phase ?? 'none') ?? 0) + 1);
  return [...phases].map(([phase, count]) => `${count} Machines ${phase}`).join(', ');
}
