import {
  kinds,
  crdOf,
  CustomResourceDefinition,
  Namespace,
  Node,
  Secret,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
} from '@capi/api';
import { createApiServer, memoryStore, systemAdmin, type ApiServer } from '@capi/apiserver';
import {
  createCache,
  createClient,
  createRuntime,
  followObjects,
  type Client,
  type Transport,
  type TransportRequest,
} from '@capi/controller-runtime';
import { instant, milliseconds, minutes, seconds, seededRandom, type DeepReadonly } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';
import type { WorkloadClusters, WorkloadConnection } from '@capi/workload-cluster';

import { controllers } from '../controllers.ts';
import { externalObjects } from '../external/external-objects.ts';
import type { CoreSettings } from '../wiring.ts';
import { fakeProviders, type FakeProviders } from './fake-providers.ts';
import { fakeWorkloads, type FakeWorkloads } from './fake-workloads.ts';
import { instantKeys } from './instant-keys.ts';

export const namespace = 'default';

const settings: CoreSettings = {
  remoteConnectionGrace: seconds(50),
  remoteConditionsGrace: minutes(5),
  syncLabels: [],
  syncAnnotations: [],
  considerVolumeAttachments: true,
  preflightChecks: ['ControlPlaneIsStable', 'KubernetesVersionSkew', 'KubeadmVersionSkew'],
  concurrency: { cluster: 10, machine: 10, machineSet: 10, machineDeployment: 10 },
  settle: milliseconds(50),
  statusPatience: seconds(1),
};

/** A write that the provider under test sent. */
interface Write {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A management cluster with the core provider, fake other providers and fake workload clusters, on virtual time. */
export interface World {
  readonly clock: VirtualClock;
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly writes: Write[];
  /** Writes to workload clusters, by whomever. */
  readonly workloadWrites: Write[];
  readonly workloads: FakeWorkloads;
  readonly providers: FakeProviders;
  /** Creates objects as a user would. */
  create(...objects: readonly KubernetesObject[]): Promise<void>;
  list<T extends KubernetesObject>(resource: Resource<T>): Promise<readonly DeepReadonly<T>[]>;
  get<T extends KubernetesObject>(resource: Resource<T>, name: string): Promise<DeepReadonly<T> | undefined>;
  patch<T extends KubernetesObject>(resource: Resource<T>, name: string, body: unknown): Promise<void>;
  delete(resource: Resource<KubernetesObject>, name: string): Promise<void>;
  /** Starts the provider; with `dieBefore`, its connection breaks before that write (counted from 1) and every one after it. */
  start(dieBefore?: number): void;
  stop(): Promise<void>;
  /** Lets everything happen that follows from what is there, for this many virtual seconds at most. */
  settle(within?: number): Promise<void>;
  close(): Promise<void>;
}

export async function world(): Promise<World> {
  const clock = virtualClock(instant(1_767_225_600_000));
  const end = new AbortController();
  const { signal } = end;
  const server = apiServer(clock, 1);
  const client = createClient({ transport: server.transport(systemAdmin) });
  for (const kind of kinds) await client.create(CustomResourceDefinition, crdOf(kind) as CustomResourceDefinition, signal);
  const writes: Write[] = [];
  const workloadWrites: Write[] = [];
  const workloads = fakeWorkloads((cluster) => workload(cluster), clock);
  const providers = fakeProviders(client, workloads, clock);
  let process: { readonly finished: Promise<void>; readonly stop: AbortController } | undefined;

  const servers: ApiServer[] = [server];
  function workload(_cluster: ObjectKey) {
    const own = apiServer(clock, servers.length + 1);
    servers.push(own);
    const transport = watched(own.transport(systemAdmin), workloadWrites, undefined);
    const cache = createCache({ transport, clock, random: seededRandom(7), log: quiet });
    const workloadClient = createClient({ transport, observer: cache.observer });
    const follow: WorkloadConnection['follow'] = (selection, changed, stop) =>
      followObjects({ ...selection, transport, clock, random: seededRandom(8), log: quiet }, changed, stop);
    return { cache, client: workloadClient, follow, close: () => cache.close() };
  }

  const stop = async (): Promise<void> => {
    const running = process;
    if (running === undefined) return;
    process = undefined;
    running.stop.abort(new Error('stopped'));
    let isOver = false;
    void running.finished.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    await clock.runUntil(() => isOver, minutes(2));
    await running.finished.catch(() => undefined);
  };

  const key = (name: string): ObjectKey => ({ namespace, name });
  return {
    clock,
    client,
    signal,
    writes,
    workloadWrites,
    workloads,
    providers,
    async create(...objects) {
      for (const object of objects) await client.create(resourceOf(object), object, signal);
    },
    list: (resource) => client.list(resource, resource.namespaced ? { namespace } : {}, signal),
    get: (resource, name) => client.get(resource, resource.namespaced ? key(name) : { name }, signal),
    async patch(resource, name, body) {
      await client.patch(resource, key(name), { type: 'merge', body }, signal);
    },
    delete: (resource, name) => client.delete(resource, key(name), signal),
    start(dieBefore) {
      const stop = new AbortController();
      const transport = watched(server.transport(systemAdmin), writes, dieBefore);
      const runtime = createRuntime({
        transport,
        clock,
        random: seededRandom(writes.length + 3),
        name: 'core',
        version: 'test',
        development: true,
      });
      const wiring = {
        runtime,
        workloadClusters: workloads.clusters satisfies WorkloadClusters,
        external: externalObjects(runtime),
        keys: instantKeys(),
        settings,
      };
      for (const controller of controllers(wiring)) runtime.add(controller);
      process = { stop, finished: runtime.run(stop.signal) };
      process.finished.catch(() => undefined);
    },
    stop,
    async settle(within = 30) {
      let quiet_ = 0;
      for (let step = 0; step < within * 5 && quiet_ < 8; step += 1) {
        const before = writes.length;
        await clock.advance(milliseconds(200));
        const moved = await providers.step(signal);
        quiet_ = moved || writes.length !== before ? 0 : quiet_ + 1;
      }
    },
    async close() {
      await stop();
      await workloads.close();
      end.abort(new Error('closed'));
      for (const one of servers) await one.close();
    },
  };
}

const apiServer = (clock: VirtualClock, seed: number): ApiServer =>
  createApiServer({ clock, random: seededRandom(seed), store: memoryStore(), authenticate: () => undefined });

const quiet = { error() {}, warn() {}, info() {}, debug() {}, with: () => quiet };

const known: readonly Resource<KubernetesObject>[] = [...kinds, Namespace, Node, Secret];
const resourceOf = (object: KubernetesObject): Resource<KubernetesObject> => {
  const found = known.find(({ kind }) => kind === object.kind);
  if (found === undefined) throw new Error(`no resource for ${object.kind}`);
  return found;
};

/** Notes writes, and breaks before one of them. */
function watched(transport: Transport, writes: Write[], dieBefore: number | undefined): Transport {
  let count = 0;
  const isWrite = ({ method, path }: TransportRequest): boolean => method !== 'GET' && !path.includes('/events');
  return {
    ...transport,
    async send(request, signal) {
      if (isWrite(request)) {
        count += 1;
        if (dieBefore !== undefined && count >= dieBefore) throw new Error('the process died here');
        writes.push({ method: request.method, path: request.path, body: request.body ?? '' });
      }
      return transport.send(request, signal);
    },
    close: () => transport.close(),
  };
}
