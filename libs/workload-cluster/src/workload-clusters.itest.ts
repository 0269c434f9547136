import { Cluster, crdOf, CustomResourceDefinition, Node, Secret, type ObjectKey } from '@capi/api';
import { createApiServer, memoryStore, systemAdmin, type ApiServer } from '@capi/apiserver';
import { renderKubeconfig } from '@capi/certificates';
import { createCache, createClient, createRuntime, silentLog, type Client, type Transport } from '@capi/controller-runtime';
import { between, instant, later, minutes, seconds, seededRandom, type Duration } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import type { OpenAccess } from './access.ts';
import { createWorkloadClusters } from './create-workload-clusters.ts';
import type { WorkloadClusters } from './workload-clusters.ts';

const namespace = 'team-a';
const demo: ObjectKey = { namespace, name: 'demo' };
const { signal } = new AbortController();

/** How a workload cluster answers: as it should, not at all, or that it does not know who asks. */
type Mood = 'well' | 'silent' | 'unauthorized';

interface World {
  readonly clock: VirtualClock;
  /** Sets the wall clock, which takes no time. */
  setWallClock(ahead: Duration): void;
  readonly client: Client;
  readonly clusters: WorkloadClusters;
  readonly workload: (name: string) => Client;
  readonly mood: Map<string, Mood>;
  /** `server` of each kubeconfig that was used to connect, in order. */
  readonly opened: string[];
  readonly woken: string[];
  addCluster(name: string, options?: { readonly provisioned?: boolean }): Promise<void>;
  addKubeconfig(name: string, server?: string): Promise<void>;
  close(): Promise<void>;
}

async function world(): Promise<World> {
  const steady = virtualClock(instant(1_767_225_600_000));
  let offset = minutes(0);
  const clock: VirtualClock = { ...steady, now: () => later(steady.now(), offset) };
  const end = new AbortController();
  const servers: ApiServer[] = [];
  const makeServer = (): ApiServer => {
    const server = createApiServer({ clock, random: seededRandom(servers.length), store: memoryStore(), authenticate: () => undefined });
    servers.push(server);
    return server;
  };
  const management = makeServer();
  const client = createClient({ transport: management.transport(systemAdmin) });
  await client.create(CustomResourceDefinition, crdOf(Cluster) as CustomResourceDefinition, signal);
  await client.create(
    { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    signal,
  );
  const workloads = new Map<string, ApiServer>();
  const mood = new Map<string, Mood>();
  const opened: string[] = [];
  const openAccess: OpenAccess = (config, { name }) => {
    opened.push(config.server);
    const transport = moody(workloads.get(name)?.transport(systemAdmin), () => mood.get(name) ?? 'well');
    const cache = createCache({ transport, clock, random: seededRandom(9), log: silentLog });
    return { transport, cache, client: createClient({ transport, observer: cache.observer }), close: () => cache.close() };
  };
  const runtime = createRuntime({
    transport: management.transport(systemAdmin),
    clock,
    random: seededRandom(3),
    name: 'test',
    version: 'v0',
    development: true,
  });
  const clusters = createWorkloadClusters({ runtime, openAccess, concurrency: 10 });
  const woken: string[] = [];
  await clusters.changes({ silence: seconds(50), keysOf: (key) => [key] }).start(({ name }) => woken.push(`cluster ${name}`), end.signal);
  await clusters
    .objects({ resource: Node, wakes: (cluster, { metadata }) => [{ name: `${cluster.name}/${metadata.name}` }] })
    .start(({ name }) => woken.push(`node ${name}`), end.signal);
  const finished = runtime.run(end.signal).catch(() => undefined);
  await clock.advance(seconds(1));
  return {
    clock,
    setWallClock: (ahead) => (offset = ahead),
    client,
    clusters,
    mood,
    opened,
    woken,
    workload: (name) => createClient({ transport: (workloads.get(name) ?? management).transport(systemAdmin) }),
    async addCluster(name, { provisioned = true } = {}) {
      workloads.set(name, makeServer());
      const spec = { infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevCluster', name } };
      await client.create(
        Cluster,
        { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', metadata: { name, namespace }, spec },
        signal,
      );
      if (provisioned) await provision(client, name);
    },
    async addKubeconfig(name, server = `https://${name}:6443`) {
      const text = renderKubeconfig({ server, clusterName: name, userName: 'admin', contextName: 'admin' });
      const secret: Secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: `${name}-kubeconfig`, namespace, labels: { 'cluster.x-k8s.io/cluster-name': name } },
        data: { value: Buffer.from(text).toString('base64') },
      };
      const key = { namespace, name: secret.metadata.name };
      if ((await client.get(Secret, key, signal)) === undefined) await client.create(Secret, secret, signal);
      else await client.patch(Secret, key, { type: 'merge', body: { data: secret.data } }, signal);
    },
    async close() {
      end.abort(new Error('closed'));
      let isOver = false;
      void finished.then(() => (isOver = true));
      await clock.runUntil(() => isOver, minutes(1));
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

const provision = (client: Client, name: string) =>
  client.patch(
    Cluster,
    { namespace, name },
    { type: 'merge', body: { status: { initialization: { infrastructureProvisioned: true } } } },
    signal,
    { subresource: 'status' },
  );

const moody = (inner: Transport | undefined, mood: () => Mood): Transport => ({
  send(request, stop) {
    if (inner === undefined) throw new Error('no such cluster');
    if (mood() === 'silent') return new Promise((_resolve, reject) => stop.addEventListener('abort', () => reject(stop.reason as Error)));
    if (mood() === 'unauthorized') return Promise.resolve({ status: 401, headers: {}, text: async () => '', async *lines() {} });
    return inner.send(request, stop);
  },
  close: () => Promise.resolve(),
});

const aNode = (name: string): Node => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: { providerID: `in-memory://${name}` } });

describe('workload clusters', () => {
  let w: World;
  beforeEach(async () => {
    w = await world();
  });
  afterEach(() => w.close());

  test('are connected as soon as infrastructure and kubeconfig are there', async () => {
    await w.addCluster('demo', { provisioned: false });
    await w.addKubeconfig('demo');
    await w.clock.settle();
    expect(w.clusters.connection(demo)).toBeUndefined();
    await provision(w.client, 'demo');
    await w.clock.advance(seconds(1));
    expect(w.clusters.connection(demo)).toBeDefined();
    expect(w.clusters.history(demo)).toMatchObject({ connected: true, consecutiveFailures: 0 });
    expect(w.woken).toContain('cluster demo');
  });

  test('show their Nodes from the cache, by provider ID too, and wake who asked for changes', async () => {
    await w.addCluster('demo');
    await w.workload('demo').create(Node, aNode('a'), signal);
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    await w.workload('demo').create(Node, aNode('b'), signal);
    await w.clock.advance(seconds(1));
    const found = w.clusters.connection(demo)?.cache.list(Node, { index: { name: 'providerID', value: 'in-memory://b' } });
    expect(found?.map(({ metadata }) => metadata.name)).toEqual(['b']);
    expect(w.woken).toEqual(expect.arrayContaining(['node demo/a', 'node demo/b']));
  });

  test('are given up after five failed probes, told of once when silent for too long, and found again', async () => {
    await w.addCluster('demo');
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    w.woken.length = 0;
    w.mood.set('demo', 'silent');
    await w.clock.advance(seconds(48));
    expect(w.woken).toEqual([]);
    expect(w.clusters.connection(demo)).toBeDefined();
    await w.clock.advance(seconds(60));
    expect(w.clusters.connection(demo)).toBeUndefined();
    expect(w.clusters.history(demo)).toMatchObject({ connected: false, lastFailure: 'no answer within 5s' });
    // Once for the silence, once for the lost connection.
    expect(w.woken).toEqual(['cluster demo', 'cluster demo']);
    w.mood.set('demo', 'well');
    await w.clock.advance(seconds(30));
    expect(w.clusters.connection(demo)).toBeDefined();
    expect(w.woken).toContain('cluster demo');
  });

  test.each([
    { rule: 'are not silent because a clock was set forward', ahead: minutes(60) },
    { rule: 'are not silent because a clock was set back', ahead: minutes(-60) },
  ])('$rule', async ({ ahead }) => {
    await w.addCluster('demo');
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    w.woken.length = 0;
    w.setWallClock(ahead);
    await w.clock.advance(seconds(15));
    expect(w.woken).toEqual([]);
    const { connected, lastSuccess = instant(0) } = w.clusters.history(demo);
    expect(connected).toBe(true);
    expect(between(lastSuccess, w.clock.now())).toBeLessThanOrEqual(seconds(10));
  });

  test('are let go at once when they do not know us any more', async () => {
    await w.addCluster('demo');
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    w.mood.set('demo', 'unauthorized');
    await w.clock.advance(seconds(10));
    expect(w.clusters.connection(demo)).toBeUndefined();
    w.mood.set('demo', 'well');
    await w.clock.advance(seconds(2));
    expect(w.clusters.connection(demo)).toBeDefined();
  });

  test('are reached with a new kubeconfig at once', async () => {
    await w.addCluster('demo');
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    await w.addKubeconfig('demo', 'https://elsewhere:6443');
    await w.clock.advance(seconds(1));
    expect(w.opened).toEqual(['https://demo:6443', 'https://elsewhere:6443']);
    expect(w.clusters.connection(demo)).toBeDefined();
  });

  test('do not wait for one that is dead', async () => {
    await w.addCluster('dead');
    w.mood.set('dead', 'silent');
    await w.addKubeconfig('dead');
    await w.addCluster('demo');
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    expect(w.clusters.connection(demo)).toBeDefined();
    expect(w.clusters.connection({ namespace, name: 'dead' })).toBeUndefined();
  });

  test('are forgotten with their Cluster', async () => {
    await w.addCluster('demo');
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    await w.client.delete(Cluster, demo, signal);
    await w.clock.advance(seconds(1));
    expect(w.clusters.connection(demo)).toBeUndefined();
    expect(w.clusters.history(demo)).toEqual({ connected: false, consecutiveFailures: 0 });
  });

  test('fail transiently, and say which cluster, when a call finds nobody', async () => {
    await w.addCluster('demo');
    await w.addKubeconfig('demo');
    await w.clock.advance(seconds(1));
    const connection = w.clusters.connection(demo);
    w.mood.set('demo', 'silent');
    const given = new AbortController();
    const forwarding = connection?.portForward({ namespace: 'kube-system', name: 'etcd-a' }, 2379, given.signal);
    await expect(forwarding).rejects.toMatchObject({ retry: 'transient', message: expect.stringContaining('Cluster team-a/demo') });
  });
});
