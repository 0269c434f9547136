import {
  Cluster,
  crdOf,
  CustomResourceDefinition,
  DevCluster,
  DevMachine,
  DockerCluster,
  DockerMachine,
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
import { milliseconds, seededRandom, type DeepReadonly } from '@capi/seams';
import { createSimulation, type Simulation } from '@capi/simulated-machine';

import { addControllers } from '../add-controllers.ts';

export const namespace = 'default';

/** A write that the provider under test sent. */
interface Write {
  readonly method: string;
  readonly path: string;
}

/** A management cluster with this provider alone; a test plays the others. */
export interface World {
  readonly client: Client;
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
  /** Starts the provider; with `dieBefore`, its connection breaks before that write (counted from 1), and `died` resolves. */
  start(options?: { readonly dieBefore?: number; readonly simulateDocker?: boolean }): { readonly died: Promise<void> };
  /** Ends the provider's process: its ports close, what it holds in memory is lost. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

const clock = systemClock();
const watched: readonly Resource<KubernetesObject>[] = [Cluster, Machine, DevCluster, DevMachine, DockerCluster, DockerMachine];

export async function world(options: { readonly stateDirectory?: string } = {}): Promise<World> {
  const end = new AbortController();
  const { signal } = end;
  const server = createApiServer({ clock, random: seededRandom(1), store: memoryStore(), authenticate: () => undefined });
  const transport = server.transport(systemAdmin);
  const client = createClient({ transport });
  for (const kind of kinds) await client.create(CustomResourceDefinition, crdOf(kind) as CustomResourceDefinition, signal);
  const seen = createCache({ transport, clock, random: seededRandom(2), log: silentLog });
  for (const resource of watched) await seen.ensure({ resource }, signal);
  const writes: Write[] = [];
  let process: { readonly stop: AbortController; readonly finished: Promise<void>; readonly simulation: Simulation } | undefined;
  const key = (name: string): ObjectKey => ({ namespace, name });

  const stop = async (): Promise<void> => {
    const running = process;
    process = undefined;
    running?.stop.abort(new Error('stopped'));
    await running?.finished.catch(() => undefined);
    await running?.simulation.close();
  };

  return {
    client,
    signal,
    writes,
    simulation: () => {
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
    start({ dieBefore, simulateDocker = false } = {}) {
      const ending = new AbortController();
      const death = Promise.withResolvers<void>();
      const runtime = createRuntime({
        transport: counting(server.transport(systemAdmin), writes, dieBefore, death.resolve),
        clock,
        random: seededRandom(writes.length + 3),
        name: 'capd',
        version: 'test',
        development: true,
      });
      const simulation = createSimulation({
        clock,
        random: seededRandom(4),
        log: silentLog,
        keys: nodeKeySource(),
        host: '127.0.0.1',
        ...options,
      });
      const concurrency = { devCluster: 10, devMachine: 10, dockerCluster: 10, dockerMachine: 10 };
      addControllers({ runtime, simulation, settings: { simulateDocker, concurrency, patience: milliseconds(0) } });
      process = { stop: ending, finished: runtime.run(ending.signal), simulation };
      process.finished.catch(() => undefined);
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

/** Counts writes; from one write on, nothing gets through any more, as if the process had been killed. */
function counting(inner: Transport, writes: Write[], dieBefore: number | undefined, died: () => void): Transport {
  let count = 0;
  let isDead = false;
  return {
    send(request: TransportRequest, signal) {
      if (request.method !== 'GET') {
        count += 1;
        if (count === dieBefore) {
          isDead = true;
          died();
        }
        if (!isDead) writes.push({ method: request.method, path: request.path });
      }
      return isDead ? new Promise((_resolve, reject) => reject(new Error('killed'))) : inner.send(request, signal);
    },
    close: () => inner.close(),
  };
}
