import type { Runtime, Source } from '@capi/controller-runtime';
import type { Containers, DockerEngine } from '@capi/docker-engine';
import { aborted } from '@capi/seams';

import { dockerMetrics } from '../../../metrics.ts';
import type { EngineHost } from '../container-specs/engine-host.ts';
import type { DockerBackend } from '../docker-backend.ts';
import { createConfigurations } from '../load-balancers/configurations.ts';
import { createRoutes } from '../load-balancers/routes.ts';
import { createNetworks } from '../networks/create-networks.ts';
import { fencedEngine } from './fenced-engine.ts';
import { meteredEngine } from './metered-engine.ts';

export interface DockerBackendOptions {
  /** Connects when it is first asked something. */
  readonly engine: DockerEngine;
  /** The view of its containers. */
  readonly containersOf: (engine: DockerEngine) => Containers;
  /** Name of the network that new containers go to. */
  readonly network: string;
  /** What this process knows of the host that the engine does not tell. */
  readonly host: Omit<EngineHost, 'engine'>;
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
  let wasAsked = false;
  let info: ReturnType<DockerEngine['info']> | undefined;
  containers.subscribe((container) => {
    if (container !== undefined) return;
    wasAsked = true;
    info = undefined;
    metrics.available(containers.available());
  });
  const following: Source = {
    async start(_wake, signal) {
      await Promise.race([used.promise, aborted(signal)]);
      if (!signal.aborted) await containers.follow(signal);
    },
  };
  return {
    engine,
    containers,
    networks: createNetworks(engine, options.network),
    loadBalancers: createRoutes(),
    configurations: createConfigurations(engine, metrics),
    metrics,
    state() {
      const because = containers.unavailableBecause();
      if (because === undefined) return { state: 'available' };
      return wasAsked ? { state: 'gone', because } : { state: 'unknown' };
    },
    async host(signal) {
      info ??= engine.info(signal);
      try {
        return { ...options.host, engine: await info };
      } catch (error) {
        info = undefined;
        throw error;
      }
    },
    use: used.resolve,
    following,
  };
}
