import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { inspect } from 'node:util';

import {
  Cluster,
  ConfigMap,
  crdOf,
  CustomResourceDefinition,
  KubeadmConfig,
  KubeadmControlPlane,
  keyOf,
  labels,
  Machine,
  Secret,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
} from '@capi/api';
import { createApiServer, memoryStore, systemAdmin, type ApiServer } from '@capi/apiserver';
import {
  discoveryHashes,
  generateClusterCertificates,
  readCertificateSecret,
  readSecretText,
  renderCertificateSecret,
} from '@capi/certificates';
import { findKubeadmCall, parseCloudConfig } from '@capi/cloud-init';
import { createClient, createLog, createRuntime, type Client, type Transport } from '@capi/controller-runtime';
import { parseInitDocuments, parseJoin } from '@capi/kubeadm';
import { instant, keyPair, minutes, seconds, seededRandom, type DeepReadonly, type KeySource } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';
import type { WorkloadClusters } from '@capi/workload-cluster';

import { kubeadmConfigController } from './controller.ts';

const namespace = 'default';
const never = new AbortController().signal;
const start = instant(1_795_255_200_000);

/** Keys at once, so that nothing happens outside the virtual clock. */
const keys: KeySource = {
  generate: async () => {
    const pair = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'sec1', format: 'pem' },
    });
    return keyPair(pair.publicKey, pair.privateKey);
  },
  sign: async (privateKey, digest, bytes) => sign(digest, bytes, privateKey),
  randomBytes: (length) => randomBytes(length),
};

class Killed extends Error {}

/** A management and a workload cluster, a user, and a provider process that can be killed and started again. */
interface World {
  readonly clock: VirtualClock;
  readonly user: Client;
  readonly workload: Client;
  /** Writes of the provider to the management cluster, as `POST secrets`. */
  readonly writes: string[];
  /** All that the provider logged, at every level. */
  readonly logged: string[];
  /** Runs the provider; it dies before the given write, counted from now on over both clusters. */
  startProvider(options?: { readonly diesBefore?: number }): { stop(): Promise<void>; readonly died: () => boolean };
  /** The workload cluster begins to answer, and whoever listens is told. */
  connect(): void;
  close(): Promise<void>;
}

async function aWorld(): Promise<World> {
  const clock = virtualClock(start);
  const server = (): ApiServer => createApiServer({ clock, random: seededRandom(1), store: memoryStore(), authenticate: () => undefined });
  const [management, remote] = [server(), server()];
  const user = createClient({ transport: management.transport(systemAdmin) });
  for (const kind of [Cluster, Machine, KubeadmConfig, KubeadmControlPlane])
    await user.create(CustomResourceDefinition, crdOf(kind), never);
  const writes: string[] = [];
  const logged: string[] = [];
  const listeners = new Set<() => void>();
  let connected = false;
  return {
    clock,
    user,
    workload: createClient({ transport: remote.transport(systemAdmin) }),
    writes,
    logged,
    connect() {
      connected = true;
      for (const tell of listeners) tell();
    },
    startProvider({ diesBefore = Number.POSITIVE_INFINITY } = {}) {
      const life = new AbortController();
      let left = diesBefore;
      const mortal = (transport: Transport, counted: string[]): Transport => ({
        ...transport,
        send(request, signal) {
          if (life.signal.aborted && request.method !== 'GET') throw new Killed();
          if (request.method !== 'GET') {
            left -= 1;
            if (left < 0) {
              life.abort(new Killed());
              throw new Killed();
            }
            counted.push(`${request.method} ${request.path.split('?')[0]?.split('/').slice(4).join('/') ?? ''}`);
          }
          return transport.send(request, signal);
        },
      });
      const runtime = createRuntime({
        transport: mortal(management.transport(systemAdmin), writes),
        clock,
        random: seededRandom(2),
        name: 'cluster-api-kubeadm-bootstrap-manager',
        version: 'v1.14.0',
        development: true,
        log: createLog({ enabled: () => true, write: (...line) => logged.push(inspect(line, { depth: 20 })) }),
      });
      const remoteClient = createClient({ transport: mortal(remote.transport(systemAdmin), []) });
      const workloadClusters: Pick<WorkloadClusters, 'connection' | 'changes'> = {
        connection: () => (connected ? ({ client: remoteClient } as never) : undefined),
        changes: ({ keysOf }) => ({
          start(wake, signal) {
            const tell = (): void => keysOf({ namespace, name: 'demo' }).forEach(wake);
            listeners.add(tell);
            signal.addEventListener('abort', () => listeners.delete(tell), { once: true });
          },
        }),
      };
      runtime.add(kubeadmConfigController({ runtime, workloadClusters, keys, tokenLifetime: minutes(15), concurrency: 10 }));
      const running = runtime.run(life.signal);
      running.catch(() => undefined);
      return {
        died: () => left < 0,
        async stop() {
          life.abort();
          await clock.advance(seconds(10));
          await running.catch(() => undefined);
        },
      };
    },
    async close() {
      await management.close();
      await remote.close();
    },
  };
}

const meta = (name: string, extra: object = {}): { name: string; namespace: string } => ({ name, namespace, ...extra });

async function aCluster({ user, clock }: World, { withControlPlane = true } = {}): Promise<void> {
  const cluster = await user.create(
    Cluster,
    {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Cluster',
      metadata: meta('demo'),
      spec: {
        clusterNetwork: {
          pods: { cidrBlocks: ['192.168.0.0/16'] },
          services: { cidrBlocks: ['10.128.0.0/12'] },
          serviceDomain: 'cluster.local',
        },
        controlPlaneEndpoint: { host: '10.0.0.1', port: 6443 },
        infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevCluster', name: 'demo' },
        ...(withControlPlane
          ? { controlPlaneRef: { apiGroup: 'controlplane.cluster.x-k8s.io', kind: 'KubeadmControlPlane', name: 'demo' } }
          : {}),
      },
    },
    never,
  );
  await patchStatus(user, Cluster, keyOf(cluster), { initialization: { infrastructureProvisioned: true } });
  if (!withControlPlane) return;
  for (const [purpose, material] of await generateClusterCertificates({ now: clock.now() }, keys, never)) {
    await user.create(Secret, renderCertificateSecret({ namespace, name: 'demo' }, purpose, material), never);
  }
}

const patchStatus = <T extends KubernetesObject>(client: Client, resource: Resource<T>, key: ObjectKey, status: object): Promise<unknown> =>
  client.patch(resource, key, { type: 'merge', body: { status } }, never, { subresource: 'status' });

const initialized = (world: World): Promise<unknown> =>
  patchStatus(
    world.user,
    Cluster,
    { namespace, name: 'demo' },
    {
      conditions: [
        { type: 'ControlPlaneInitialized', status: 'True', reason: 'Initialized', message: '', lastTransitionTime: '2026-11-21T10:00:00Z' },
      ],
    },
  );

async function aMachine({ user }: World, name: string, role: 'control-plane' | 'worker'): Promise<void> {
  const marks = { [labels.clusterName]: 'demo', ...(role === 'control-plane' ? { [labels.controlPlane]: '' } : {}) };
  const machine = await user.create(
    Machine,
    {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Machine',
      metadata: meta(name, { labels: marks }),
      spec: {
        clusterName: 'demo',
        version: 'v1.34.0',
        bootstrap: { configRef: { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfig', name } },
        infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachine', name },
      },
    },
    never,
  );
  const owner = { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Machine', name, uid: machine.metadata.uid ?? '', controller: true };
  await user.create(
    KubeadmConfig,
    {
      apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2',
      kind: 'KubeadmConfig',
      metadata: meta(name, { labels: marks, ownerReferences: [owner] }),
      spec:
        role === 'control-plane'
          ? { clusterConfiguration: { apiServer: { certSANs: ['localhost'] } } }
          : { joinConfiguration: { nodeRegistration: { criSocket: 'unix:///run/c.sock' } } },
    },
    never,
  );
}

async function documentOf(world: World, name: string): Promise<ReturnType<typeof parseCloudConfig> | undefined> {
  const secret = await world.user.get(Secret, { namespace, name }, never);
  return secret === undefined ? undefined : parseCloudConfig(readSecretText(secret, 'value') ?? '');
}

const configOf = async (world: World, name: string): Promise<DeepReadonly<KubeadmConfig>> => {
  const config = await world.user.get(KubeadmConfig, { namespace, name }, never);
  if (config === undefined) throw new Error(`there is no KubeadmConfig ${name}`);
  return config;
};

/** What `kubeadm` is told to do on a machine, and with which file. */
async function callOf(world: World, name: string): Promise<{ verb: string; text: string } | undefined> {
  const document = await documentOf(world, name);
  const call = document?.commands.map(findKubeadmCall).find((each) => each !== undefined);
  const file = document?.files.find(({ path }) => path === call?.config);
  return call === undefined || file === undefined ? undefined : { verb: call.verb, text: Buffer.from(file.content).toString('utf8') };
}

const verbsOf = (calls: readonly ({ readonly verb: string } | undefined)[]): string[] =>
  calls.map((call) => call?.verb ?? 'none').toSorted((a, b) => a.localeCompare(b));

const ready = ({ status }: DeepReadonly<KubeadmConfig>): boolean => status?.initialization?.dataSecretCreated === true;
const reasons = ({ status }: DeepReadonly<KubeadmConfig>): string[] =>
  (status?.conditions ?? []).map(({ type, reason }) => `${type}/${reason}`);

describe('KubeadmConfig reconciler', () => {
  test('brings up a cluster: one machine initialises, the others join, each with few writes', async () => {
    const world = await aWorld();
    const provider = world.startProvider();
    await aCluster(world);
    await aMachine(world, 'cp-0', 'control-plane');
    await aMachine(world, 'worker-0', 'worker');
    await world.clock.advance(seconds(1));

    const init = await callOf(world, 'cp-0');
    expect(init?.verb).toBe('init');
    expect(parseInitDocuments(init?.text ?? '').clusterConfiguration).toMatchObject({
      clusterName: 'demo',
      kubernetesVersion: 'v1.34.0',
      controlPlaneEndpoint: '10.0.0.1:6443',
      podSubnet: '192.168.0.0/16',
      certSANs: ['localhost'],
    });
    const first = await configOf(world, 'cp-0');
    expect(first).toMatchObject({ status: { dataSecretName: 'cp-0', observedGeneration: 2 }, metadata: { generation: 2 } });
    expect(reasons(first)).toEqual(['Ready/Ready', 'CertificatesAvailable/Available', 'DataSecretAvailable/Available', 'Paused/NotPaused']);
    expect(await world.user.get(ConfigMap, { namespace, name: 'demo-lock' }, never)).toMatchObject({
      data: { 'lock-information': '{"machineName":"cp-0"}' },
      metadata: { ownerReferences: [{ kind: 'Cluster', name: 'demo' }], labels: { [labels.clusterName]: 'demo' } },
    });
    expect(world.writes).toEqual([
      'POST default/configmaps',
      'PATCH namespaces/default/kubeadmconfigs/cp-0',
      'POST default/secrets',
      'PATCH namespaces/default/kubeadmconfigs/cp-0/status',
    ]);

    world.writes.length = 0;
    world.connect();
    await initialized(world);
    await aMachine(world, 'cp-1', 'control-plane');
    await world.clock.advance(seconds(1));
    const ca = readCertificateSecret((await world.user.get(Secret, { namespace, name: 'demo-ca' }, never)) ?? ({} as never));
    for (const name of ['cp-1', 'worker-0']) {
      const join = await callOf(world, name);
      const config = await configOf(world, name);
      const parsed = parseJoin(join?.text ?? '');
      expect(parsed.controlPlane !== undefined).toBe(name === 'cp-1');
      expect(parsed.bootstrapToken).toMatchObject({
        apiServerEndpoint: '10.0.0.1:6443',
        caCertHashes: discoveryHashes(ca?.certificate ?? ''),
      });
      const id = parsed.bootstrapToken?.token.slice(0, 6) ?? '';
      const secret = await world.workload.get(Secret, { namespace: 'kube-system', name: `bootstrap-token-${id}` }, never);
      expect(readSecretText(secret ?? ({} as never), 'expiration')).toBe('2026-11-21T10:15:01Z');
      expect(config.spec?.joinConfiguration?.discovery?.bootstrapToken?.token).toBe(parsed.bootstrapToken?.token);
      expect(ready(config)).toBe(true);
    }
    expect(await world.user.get(ConfigMap, { namespace, name: 'demo-lock' }, never)).toBeUndefined();
    expect(world.writes.filter((write) => write.includes('worker-0') || write.includes('secrets'))).toHaveLength(4);
    expect(world.writes).toHaveLength(7);

    world.writes.length = 0;
    await world.clock.advance(minutes(2));
    expect(world.writes).toEqual([]);
    await provider.stop();
    await world.close();
  });

  test('keeps a token alive until its machine has joined, and no longer', async () => {
    const world = await aWorld();
    const provider = world.startProvider();
    await aCluster(world);
    world.connect();
    await initialized(world);
    await aMachine(world, 'worker-0', 'worker');
    await world.clock.advance(minutes(6));
    const id = (await configOf(world, 'worker-0')).spec?.joinConfiguration?.discovery?.bootstrapToken?.token?.slice(0, 6);
    const expiration = async (): Promise<string | undefined> => {
      const secret = await world.workload.get(Secret, { namespace: 'kube-system', name: `bootstrap-token-${id}` }, never);
      return secret === undefined ? undefined : readSecretText(secret, 'expiration');
    };
    expect(await expiration()).toBe('2026-11-21T10:20:00Z');
    await patchStatus(world.user, Machine, { namespace, name: 'worker-0' }, { nodeRef: { name: 'worker-0' } });
    await world.clock.advance(minutes(30));
    expect(await expiration()).toBe('2026-11-21T10:20:00Z');
    await provider.stop();
    await world.close();
  });

  test('lets one of several machines initialise a cluster without control-plane object, with certificates of its own', async () => {
    const world = await aWorld();
    const provider = world.startProvider();
    await aCluster(world, { withControlPlane: false });
    await Promise.all(['cp-0', 'cp-1', 'cp-2'].map((name) => aMachine(world, name, 'control-plane')));
    await world.clock.advance(seconds(20));
    const calls = await Promise.all(['cp-0', 'cp-1', 'cp-2'].map((name) => callOf(world, name)));
    expect(calls.filter((call) => call?.verb === 'init')).toHaveLength(1);
    expect(calls.filter((call) => call === undefined)).toHaveLength(2);
    world.connect();
    await initialized(world);
    await world.clock.advance(seconds(1));
    const later = await Promise.all(['cp-0', 'cp-1', 'cp-2'].map((name) => callOf(world, name)));
    expect(verbsOf(later)).toEqual(['init', 'join', 'join']);
    await provider.stop();
    await world.close();
  });

  test('frees the lock of a Machine that went away', async () => {
    const world = await aWorld();
    const provider = world.startProvider();
    await aCluster(world);
    await aMachine(world, 'cp-0', 'control-plane');
    await world.clock.advance(seconds(1));
    await aMachine(world, 'cp-1', 'control-plane');
    await world.clock.advance(seconds(1));
    expect(await callOf(world, 'cp-1')).toBeUndefined();
    await world.user.delete(Machine, { namespace, name: 'cp-0' }, never);
    await world.clock.advance(seconds(1));
    expect((await callOf(world, 'cp-1'))?.verb).toBe('init');
    await provider.stop();
    await world.close();
  });

  test('shows what is missing, and goes on once it is there', async () => {
    const world = await aWorld();
    const provider = world.startProvider();
    await aCluster(world);
    world.connect();
    await initialized(world);
    await aMachine(world, 'worker-0', 'worker');
    await world.clock.settle();
    await provider.stop();
    await world.user.patch(
      KubeadmConfig,
      { namespace, name: 'worker-0' },
      {
        type: 'merge',
        body: { status: null, spec: { files: [{ path: '/x', contentFrom: { secret: { name: 'pull', key: 'config' } } }] } },
      },
      never,
    );
    await world.user.delete(Secret, { namespace, name: 'worker-0' }, never);
    await patchStatus(world.user, KubeadmConfig, { namespace, name: 'worker-0' }, { dataSecretName: null, initialization: null });
    const again = world.startProvider();
    await world.clock.advance(seconds(1));
    const waiting = await configOf(world, 'worker-0');
    expect(waiting.status?.conditions?.find(({ type }) => type === 'DataSecretAvailable')).toMatchObject({
      status: 'False',
      message: expect.stringContaining('there is no Secret default/pull') as string,
    });
    await world.user.create(Secret, { apiVersion: 'v1', kind: 'Secret', metadata: meta('pull'), data: { config: 'aGk=' } }, never);
    await world.clock.advance(minutes(20));
    expect((await documentOf(world, 'worker-0'))?.files[0]).toMatchObject({ path: '/x' });
    await again.stop();
    await world.close();
  });

  test('tells no key and no token to logs and conditions, failures included', async () => {
    const world = await aWorld();
    const dying = world.startProvider({ diesBefore: 5 });
    await aCluster(world, { withControlPlane: false });
    await aMachine(world, 'cp-0', 'control-plane');
    await aMachine(world, 'worker-0', 'worker');
    await world.clock.advance(seconds(30));
    await dying.stop();
    const provider = world.startProvider();
    world.connect();
    await initialized(world);
    await world.clock.advance(minutes(6));
    const config = await configOf(world, 'worker-0');
    const [, secretHalf = ''] = config.spec?.joinConfiguration?.discovery?.bootstrapToken?.token?.split('.') ?? [];
    expect(secretHalf).toHaveLength(16);
    const told = [...world.logged, JSON.stringify(config.status), JSON.stringify((await configOf(world, 'cp-0')).status)];
    expect(world.logged.length).toBeGreaterThan(5);
    expect(told.filter((text) => text.includes(secretHalf) || text.includes('PRIVATE KEY'))).toEqual([]);
    await provider.stop();
    await world.close();
  });

  test('ends the same wherever it is killed', async () => {
    for (let write = 0; ; write += 1) {
      const world = await aWorld();
      await aCluster(world, { withControlPlane: false });
      await aMachine(world, 'cp-0', 'control-plane');
      await aMachine(world, 'cp-1', 'control-plane');
      await aMachine(world, 'worker-0', 'worker');
      const victim = world.startProvider({ diesBefore: write });
      await world.clock.advance(seconds(2));
      const diedBefore = victim.died();
      if (!diedBefore) {
        world.connect();
        await initialized(world);
        await world.clock.advance(seconds(2));
      }
      const died = victim.died();
      await victim.stop();
      const successor = world.startProvider();
      await world.clock.advance(seconds(2));
      world.connect();
      await initialized(world);
      await world.clock.advance(seconds(2));
      const names = ['cp-0', 'cp-1', 'worker-0'];
      const calls = await Promise.all(names.map((name) => callOf(world, name)));
      expect({ write, verbs: verbsOf(calls) }).toEqual({ write, verbs: ['init', 'join', 'join'] });
      for (const name of names) expect(ready(await configOf(world, name))).toBe(true);
      const tokens = await world.workload.list(Secret, { namespace: 'kube-system' }, never);
      expect(tokens.filter(({ type }) => type === 'bootstrap.kubernetes.io/token')).toHaveLength(2);
      await successor.stop();
      await world.close();
      if (!died) break;
      expect(write).toBeLessThan(40);
    }
  }, 60_000);
});
