import type { Source } from '@capi/controller-runtime';
import type { Containers, DockerEngine, EngineInfo } from '@capi/docker-engine';

import type { DockerMetrics } from '../../metrics.ts';
import type { EngineHost } from './container-specs/engine-host.ts';
import type { Configurations } from './load-balancers/configurations.ts';
import type { Routes } from './load-balancers/routes.ts';
import type { Networks } from './networks/networks.ts';

export type EngineState = { readonly state: 'available' | 'unknown' } | { readonly state: 'gone'; readonly because: string };

/**
 * The Docker engine of this process, and what all reconcilers of the docker backend share. Nothing connects to an engine before the first
 * `use`, so that who has no such objects pays nothing and needs no engine.
 */
export interface DockerBackend {
  /** Changes something only while this process leads: whatever does is rejected otherwise, and broken off when leadership is lost. */
  readonly engine: DockerEngine;
  /** All containers with a label of kind's, which upstream's and ours have. */
  readonly containers: Containers;
  readonly networks: Networks;
  readonly loadBalancers: Routes;
  readonly configurations: Configurations;
  readonly metrics: DockerMetrics;
  /** Whether the engine can be asked; `unknown` before the first attempt has ended. */
  state(): EngineState;
  /** What new containers depend on: the engine is asked once, and again when it was away. */
  host(signal: AbortSignal): Promise<EngineHost & { readonly engine: EngineInfo }>;
  /** An object of this backend is there: follows the engine from now on. To be called by each of its reconciles. */
  use(): void;
  /** Follows the engine as long as a controller runs, once it is used. One controller has it. */
  readonly following: Source;
}
