import {
  Cluster,
  crdOf,
  CustomResourceDefinition,
  DevCluster,
  DevMachine,
  DevMachineTemplate,
  DockerCluster,
  DockerMachine,
  DockerMachineTemplate,
  kinds,
  Machine,
  Secret,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
} from '@capi/api';
import { createApiServer, memoryStore, systemAdmin } from '@capi/apiserver';
import {
  createCache,
  createClient,
  createRuntime,
  nodeKeySource,
  silentLog,
  systemClock,
  type Client,
  type Transport,
  type TransportRequest,
} from '@capi/controller-runtime';
import { createContainers, type DockerEngine } from '@capi/docker-engine';
import { fakeDockerEngine, type FakeDockerEngine, type FakeDockerEngineOptions } from '@capi/docker-engine/testing';
import { milliseconds, seededRandom, type Clock, type DeepReadonly, type Duration } from '@capi/seams';
import { createSimulation, type Simulation } from '@capi/simulated-machine';

import { addControllers } from '../add-controllers.ts';
import { aroundCalls, type Around } from '../backends/docker/engine/around-calls.ts';
import { createDockerBackend } from '../backends/docker/engine/create-docker-backend.ts';
import { isChanging } from '../backends/docker/engine/fenced-engine.ts';
import { loadBalancerImage } from '../backends/docker/load-balancer-config/image.ts';
import { dockerLabels } from '../backends/docker/names/labels.ts';
import type { Wiring } from '../wiring.ts';

export const namespace = 'default';

/** A write that the provider under test sent. */
interface Write {
  readonly method: string;
  readonly path: string;
}

/** A management cluster with this provider alone, and a Docker engine beside it; a test plays the others. */
export interface World {
  readonly client: Client;
  readonly engine: FakeDockerEngine;
  readonly signal: AbortSignal;
  readonly writes: Write[];
  readonly simulation: () => Simulation;
  create(...objects: readonly KubernetesObject[]): Promise<void>;
  get<T extends KubernetesObject>(resource: Resource<T>, name: string): Promise<DeepReadonly<T> | undefined>;
  patchStatus(resource: Resource<KubernetesObject>, name: string, status: unknown): Promise<void>;
  patch(resource: Resource<KubernetesObject>, name: string, body: unknown): Promise<void>;
  /** Waits until the object is as wanted; looks at it whenever it changes. */
  until<T extends KubernetesObject>(
    resource: Resource<T>,
    name: string,
    wanted: (object: DeepReadonly<T> | undefined) => boolean,
  ): Promise<DeepReadonly<T> | undefined>;
  /** Waits until the engine is as wanted; looks at it after whatever is asked of it. */
  untilEngine(wanted: () => boolean): Promise<void>;
  /**
   * Starts the provider; with `dieBefore`, its connections break before that write to the API server or that change of the engine (counted
   * together, from 1), and `died` resolves. Replicas with names elect a leader.
   */
  start(options?: {
    readonly dieBefore?: number;
    readonly simulateDocker?: boolean;
    readonly patience?: Duration;
    readonly replica?: string;
  }): { readonly died: Promise<void> };
  /** Ends the provider's process, or all of them: its ports close, what it holds in memory is lost. */
  stop(replica?: string): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly stateDirectory?: string;
  readonly engine?: Partial<FakeDockerEngineOptions>;
  /** Absent: that of the system. */
  readonly clock?: Clock;
  /** What comes between the provider and its engine; absent: nothing. */
  readonly towardsEngine?: Around;
  /** What comes between a replica of the provider and its API server; absent: nothing. */
  readonly towardsServer?: (inner: Transport, replica: string) => Transport;
}

/** A process of the provider. */
interface Process {
  readonly stop: AbortController;
  readonly finished: Promise<void>;
  readonly simulation: Simulation;
}

const alone = 'the only one';

const untouched: Around = (_operation, signal, call) => call(signal);
/** No workload cluster is ever connected to. */
const noWorkloadClusters: Wiring['workloadClusters'] = { connection: () => undefined, objects: () => ({ start: () => undefined }) };
const watched: readonly Resource<KubernetesObject>[] = [
  Cluster,
  Machine,
  DevCluster,
  DevMachine,
  DevMachineTemplate,
  DockerCluster,
  DockerMachine,
  DockerMachineTemplate,
];

export async function world(options: WorldOptions = {}): Promise<World> {
  const {
    engine: engineOptions,
    clock = systemClock(),
    towardsEngine = untouched,
    towardsServer = (inner) => inner,
    ...simulationOptions
  } = options;
  const end = new AbortController();
  const { signal } = end;
  const server = createApiServer({ clock, random: seededRandom(1), store: memoryStore(), authenticate: () => undefined });
  const transport = server.transport(systemAdmin);
  const client = createClient({ transport });
  for (const kind of kinds) await client.create(CustomResourceDefinition, crdOf(kind) as CustomResourceDefinition, signal);
  const seen = createCache({ transport, clock, random: seededRandom(2), log: silentLog });
  for (const resource of watched) await seen.ensure({ resource }, signal);
  const writes: Write[] = [];
  const engine = fakeDockerEngine({ clock, ...engineOptions, images: [loadBalancerImage(), ...(engineOptions?.images ?? [])] });
  const processes = new Map<string, Process>();
  const key = (name: string): ObjectKey => ({ namespace, name });
  const waiting = new Set<() => void>();
  const looked = (): void => {
    for (const look of waiting) look();
  };

  const stopOne = async (replica: string): Promise<void> => {
    const running = processes.get(replica);
    processes.delete(replica);
    running?.stop.abort(new Error('stopped'));
    await running?.finished.catch(() => undefined);
    await running?.simulation.close();
  };
  const stop = async (replica?: string): Promise<void> => {
    await Promise.all((replica === undefined ? [...processes.keys()] : [replica]).map(stopOne));
  };

  return {
    client,
    engine,
    signal,
    writes,
    simulation: () => {
      const [process] = processes.values();
      if (process === undefined) throw new Error('the provider is not running');
      return process.simulation;
    },
    async create(...objects) {
      for (const object of objects) await client.create(resourceOf(object), object, signal);
    },
    get: (resource, name) => client.get(resource, key(name), signal),
    async patchStatus(resource, name, status) {
      await client.patch(resource, key(name), { type: 'merge', body: { status } }, signal, { subresource: 'status' });
    },
    async patch(resource, name, body) {
      await client.patch(resource, key(name), { type: 'merge', body }, signal);
    },
    until: (resource, name, wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const object = seen.get(resource, key(name));
          if (!wanted(object)) return;
          resolve(object);
          stopLooking();
        };
        const stopLooking = seen.onChange(resource, look);
        look();
      }),
    untilEngine: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!wanted()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    start({ dieBefore, simulateDocker = false, patience = milliseconds(0), replica } = {}) {
      const ending = new AbortController();
      const death = Promise.withResolvers<void>();
      const life = countdown(dieBefore, death.resolve);
      const runtime = createRuntime({
        transport: counting(towardsServer(server.transport(systemAdmin), replica ?? alone), writes, life),
        clock,
        random: seededRandom(writes.length + 3),
        name: 'capd',
        version: 'test',
        development: true,
        ...(replica === undefined ? {} : { leaderElection: { lease: 'capd', namespace, identity: replica } }),
      });
      const simulation = createSimulation({
        clock,
        random: seededRandom(4),
        log: silentLog,
        keys: nodeKeySource(),
        host: '127.0.0.1',
        ...simulationOptions,
      });
      const docker = createDockerBackend(runtime, {
        engine: mortal(aroundCalls(engine, towardsEngine), life, looked),
        containersOf: (over) =>
          createContainers({ engine: over, label: dockerLabels.kindCluster, clock, random: seededRandom(5), log: silentLog }),
        network: 'kind',
        host: { seLinuxEnforcing: false, proxies: {} },
      });
      const concurrency = {
        devCluster: 10,
        devMachine: 10,
        devMachineTemplate: 10,
        dockerCluster: 10,
        dockerMachine: 10,
        dockerMachineTemplate: 10,
      };
      addControllers({
        runtime,
        simulation,
        docker,
        workloadClusters: noWorkloadClusters,
        settings: { simulateDocker, concurrency, patience },
      });
      const finished = runtime.run(ending.signal);
      finished.catch(() => undefined);
      processes.set(replica ?? alone, { stop: ending, finished, simulation });
      return { died: death.promise };
    },
    stop,
    async close() {
      await stop();
      end.abort(new Error('closed'));
      await seen.close();
      await server.close();
    },
  };
}

/** Which kind an object is of. */
function resourceOf(object: KubernetesObject): Resource<KubernetesObject> {
  const found = [...kinds, Secret].find(({ kind }) => kind === object.kind);
  if (found === undefined) throw new Error(`no kind ${object.kind}`);
  return found as unknown as Resource<KubernetesObject>;
}

/** Counts what a process changes; from one change on it is dead. */
interface Life {
  /** About to change something. */
  changes(): void;
  isDead(): boolean;
}

function countdown(dieBefore: number | undefined, died: () => void): Life {
  let count = 0;
  let isDead = false;
  return {
    changes() {
      count += 1;
      if (count !== dieBefore) return;
      isDead = true;
      died();
    },
    isDead: () => isDead,
  };
}

const killed = (): Promise<never> => Promise.reject(new Error('killed'));

/** Counts writes; nothing gets through any more once the process is dead, as if it had been killed. */
const counting = (inner: Transport, writes: Write[], life: Life): Transport => ({
  send(request: TransportRequest, signal) {
    if (request.method !== 'GET') {
      life.changes();
      if (!life.isDead()) writes.push({ method: request.method, path: request.path });
    }
    return life.isDead() ? killed() : inner.send(request, signal);
  },
  close: () => inner.close(),
});

/** The engine of a process that may be killed. */
const mortal = (engine: DockerEngine, life: Life, asked: () => void): DockerEngine =>
  aroundCalls(engine, async (operation, signal, call) => {
    if (isChanging(operation)) life.changes();
    if (life.isDead()) return killed();
    return call(signal).finally(asked);
  });
