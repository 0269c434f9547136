import type { Runtime, Source } from '@capi/controller-runtime';
import type { Containers, DockerEngine } from '@capi/docker-engine';

import type { DockerBackend } from '../docker-backend.ts';
import { createConfigurations } from '../load-balancers/configurations.ts';
import { createRoutes } from '../load-balancers/routes.ts';
import { createNetworks } from '../networks/create-networks.ts';
import { dockerMetrics } from './docker-metrics.ts';
import { fencedEngine } from './fenced-engine.ts';
import { meteredEngine } from './metered-engine.ts';

export interface DockerBackendOptions {
  /** Connects when it is first asked something. */
  readonly engine: DockerEngine;
  /** Views over that engine, or over the metered one that it is given. */
  readonly containersOf: (engine: DockerEngine) => Containers;
  /** Name of the network that new containers go to. */
  readonly network: string;
}

/** The {@link DockerBackend} of one process. */
export function createDockerBackend(
  { clock, metrics: registry, whileLeading }: Pick<Runtime, 'clock' | 'metrics' | 'whileLeading'>,
  options: DockerBackendOptions,
): DockerBackend {
  const metrics = dockerMetrics(registry);
  const metered = meteredEngine(options.engine, metrics, clock);
  const engine = fencedEngine(metered, { whileLeading });
  const containers = options.containersOf(metered);
  const used = Promise.withResolvers<void>();
  const following: Source = {
    async start(_wake, signal) {
      await Promise.race([used.promise, ended(signal)]);
      if (signal.aborted) return;
      const stop = containers.subscribe(() => metrics.available(containers.available()));
      metrics.available(containers.available());
      await containers.follow(signal).finally(stop);
    },
  };
  return {
    engine,
    containers,
    networks: createNetworks(engine, options.network),
    loadBalancers: createRoutes(),
    configurations: createConfigurations(engine, metrics),
    metrics,
    use: used.resolve,
    following,
  };
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
