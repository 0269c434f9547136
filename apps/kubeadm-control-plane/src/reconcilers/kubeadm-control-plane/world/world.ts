import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

import {
  apiVersionOf,
  Cluster,
  crdOf,
  CustomResourceDefinition,
  DevMachine,
  DevMachineTemplate,
  KubeadmConfig,
  KubeadmControlPlane,
  labels,
  Machine,
  Secret,
  type KubernetesObject,
} from '@capi/api';
import { createApiServer, memoryStore, systemAdmin, type ApiServer } from '@capi/apiserver';
import { createCache, createClient, createMetrics, createRuntime, silentLog, type Client, type Transport } from '@capi/controller-runtime';
import {
  days,
  instant,
  keyPair,
  later,
  milliseconds,
  minutes,
  printInstant,
  seconds,
  seededRandom,
  type DeepReadonly,
  type KeySource,
} from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';
import type { WorkloadClusters, WorkloadConnection } from '@capi/workload-cluster';

import { keysAhead } from '../../../keys-ahead.ts';
import { stepMetrics } from '../../../metrics.ts';
import { kubeadmControlPlaneController } from '../controller.ts';
import { emptyMemory } from '../memory.ts';
import { fakeEtcd, type FakeEtcd } from './fake-etcd.ts';
import { fakeMachines, type FakeMachines } from './fake-machines.ts';

const never = new AbortController().signal;
const namespace = 'default';
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

/** What a killed process throws at whatever it was about to write. */
class Killed extends Error {}

/** A management and a workload cluster, a user, machines, and a provider process that can be killed and started again. */
export interface World {
  readonly clock: VirtualClock;
  readonly user: Client;
  readonly workload: Client;
  readonly etcd: FakeEtcd;
  readonly machines: FakeMachines;
  /** Writes of the provider to the management cluster: `PATCH machines/cp-x/status`. */
  readonly writes: string[];
  /** Runs the provider; it dies before the given write, counted from now on over both clusters and etcd. */
  startProvider(options?: { readonly diesBefore?: number }): { stop(): Promise<void>; readonly died: () => boolean };
  controlPlane(): Promise<DeepReadonly<KubeadmControlPlane> | undefined>;
  controlPlaneMachines(): Promise<readonly DeepReadonly<Machine>[]>;
  /** What a health check does to a Machine that it wants replaced. */
  giveUp(machine: string): Promise<void>;
  /** Lets machines and provider work until `done` holds; false when that takes more than half an hour of virtual time. */
  until(done: () => Promise<boolean>): Promise<boolean>;
  close(): Promise<void>;
}

/** A world with a Cluster whose infrastructure is there, and a control plane that nobody looked at yet. */
export async function aWorld(spec: { readonly replicas: number; readonly maxSurge?: 0 | 1 }): Promise<World> {
  const clock = virtualClock(start);
  const server = (): ApiServer => createApiServer({ clock, random: seededRandom(1), store: memoryStore(), authenticate: () => undefined });
  const [management, remote] = [server(), server()];
  const user = createClient({ transport: management.transport(systemAdmin) });
  const workload = createClient({ transport: remote.transport(systemAdmin) });
  for (const kind of [Cluster, Machine, KubeadmConfig, KubeadmControlPlane, DevMachine, DevMachineTemplate]) {
    await user.create(CustomResourceDefinition, crdOf(kind), never);
  }
  const writes: string[] = [];
  const listeners = new Set<() => void>();
  let connected = false;
  let onEtcdWrite = (): void => undefined;
  const etcd = fakeEtcd(() => onEtcdWrite());
  const connect = (): void => {
    connected = true;
    for (const tell of listeners) tell();
  };
  const machines = fakeMachines({ user, workload, etcd, clock, connected: connect });
  await createObjects(user, spec);

  return {
    clock,
    user,
    workload,
    etcd,
    machines,
    writes,
    startProvider({ diesBefore = Number.POSITIVE_INFINITY } = {}) {
      const life = new AbortController();
      let left = diesBefore;
      const write = (line?: string): void => {
        left -= 1;
        if (left < 0 || life.signal.aborted) {
          life.abort(new Killed());
          throw new Killed();
        }
        if (line !== undefined) writes.push(line);
      };
      onEtcdWrite = () => write();
      const mortal = (transport: Transport, counts: boolean): Transport => ({
        ...transport,
        async send(request, signal) {
          if (request.method !== 'GET') {
            const path = request.path.split('?')[0]?.replace(/^.*\/namespaces\/[^/]+\//, '') ?? '';
            write(counts ? `${request.method} ${path}` : undefined);
          }
          return transport.send(request, signal);
        },
      });
      const runtime = createRuntime({
        transport: mortal(management.transport(systemAdmin), true),
        clock,
        random: seededRandom(writes.length + 2),
        name: 'cluster-api-kubeadm-control-plane-manager',
        version: 'v1.14.0',
        development: true,
      });
      const transport = mortal(remote.transport(systemAdmin), false);
      const cache = createCache({ transport, clock, random: seededRandom(3), log: silentLog, development: true });
      const connection: WorkloadConnection = {
        client: createClient({ transport, observer: cache.observer }),
        cache,
        follow: () => Promise.resolve(),
        portForward: () => Promise.reject(new Error('there is no tunnel in this world')),
      };
      const workloadClusters: WorkloadClusters = {
        connection: () => (connected ? connection : undefined),
        history: () => ({ connected, consecutiveFailures: 0, ...(connected ? { lastSuccess: clock.now() } : {}) }),
        changes: ({ keysOf }) => ({
          start(wake, signal) {
            const tell = (): void => keysOf({ namespace, name: 'demo' }).forEach(wake);
            listeners.add(tell);
            signal.addEventListener('abort', () => listeners.delete(tell), { once: true });
          },
        }),
        objects: ({ resource, scope, when, wakes }) => ({
          async start(wake, signal) {
            await cache.ensure({ ...scope, resource }, signal);
            cache.onChange(resource, (change) => {
              if (when?.(change) === false) return;
              for (const object of [change.before, change.after]) {
                if (object !== undefined) wakes({ namespace, name: 'demo' }, object).forEach(wake);
              }
            });
          },
        }),
      };
      const ports = {
        runtime,
        events: runtime.events('kubeadmcontrolplane-controller'),
        metrics: stepMetrics(createMetrics()),
        keys: keysAhead(keys),
        workloadClusters,
        etcd,
        servingCertificateExpiry: async () => later(start, days(365)),
        memory: emptyMemory(),
        conditionsGracePeriod: minutes(5),
        loadBalancerGrace: milliseconds(0),
      };
      runtime.add(kubeadmControlPlaneController(ports, 10));
      const running = runtime.run(life.signal);
      running.catch(() => undefined);
      return {
        died: () => left < 0,
        async stop() {
          life.abort(new Killed());
          await clock.advance(seconds(10));
          await running.catch(() => undefined);
          await cache.close();
        },
      };
    },
    controlPlane: () => user.get(KubeadmControlPlane, { namespace, name: 'cp' }, never),
    controlPlaneMachines: async () =>
      (await user.list(Machine, { namespace }, never)).filter(({ metadata }) => metadata.labels?.[labels.controlPlane] !== undefined),
    async giveUp(name) {
      const key = { namespace, name };
      const machine = await user.get(Machine, key, never);
      const lastTransitionTime = printInstant(clock.now());
      const conditions = [
        ...(machine?.status?.conditions ?? []),
        { type: 'HealthCheckSucceeded', status: 'False', reason: 'UnhealthyNode', message: '', lastTransitionTime },
        { type: 'OwnerRemediated', status: 'False', reason: 'WaitingForRemediation', message: '', lastTransitionTime },
      ];
      await user.patch(Machine, key, { type: 'merge', body: { status: { conditions } } }, never, { subresource: 'status' });
    },
    async until(done) {
      const end = clock.monotonic() + minutes(30);
      while (clock.monotonic() < end) {
        await clock.advance(seconds(0.1));
        if (await machines.turn()) continue;
        if (await done()) return true;
      }
      return false;
    },
    async close() {
      await management.close();
      await remote.close();
    },
  };
}

async function createObjects(
  user: Client,
  { replicas, maxSurge }: { readonly replicas: number; readonly maxSurge?: 0 | 1 },
): Promise<void> {
  const cluster = await user.create(
    Cluster,
    {
      ...anObject(Cluster, 'demo'),
      spec: {
        controlPlaneEndpoint: { host: '127.0.0.1', port: 20_000 },
        controlPlaneRef: { apiGroup: KubeadmControlPlane.group, kind: KubeadmControlPlane.kind, name: 'cp' },
        infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevCluster', name: 'demo' },
      },
    },
    never,
  );
  const status = { initialization: { infrastructureProvisioned: true } };
  await user.patch(Cluster, { namespace, name: 'demo' }, { type: 'merge', body: { status } }, never, { subresource: 'status' });
  await user.create(
    DevMachineTemplate,
    { ...anObject(DevMachineTemplate, 'demo'), spec: { template: { spec: { backend: { inMemory: {} } } } } },
    never,
  );
  const owner = { apiVersion: apiVersionOf(Cluster), kind: 'Cluster', name: 'demo', uid: cluster.metadata.uid ?? '' };
  const controlPlane = anObject(KubeadmControlPlane, 'cp');
  await user.create(
    KubeadmControlPlane,
    {
      ...controlPlane,
      metadata: { ...controlPlane.metadata, ownerReferences: [owner] },
      spec: {
        replicas,
        version: 'v1.34.0',
        machineTemplate: {
          spec: { infrastructureRef: { apiGroup: DevMachineTemplate.group, kind: DevMachineTemplate.kind, name: 'demo' } },
        },
        kubeadmConfigSpec: { clusterConfiguration: { apiServer: { certSANs: ['localhost'] } } },
        ...(maxSurge === undefined ? {} : { rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } } } }),
      },
    },
    never,
  );
}

const anObject = (kind: { readonly group: string; readonly version: string; readonly kind: string }, name: string): KubernetesObject => ({
  apiVersion: apiVersionOf(kind),
  kind: kind.kind,
  metadata: { name, namespace, labels: { [labels.clusterName]: 'demo' } },
});

/** Names of the Secrets in the namespace. */
export const secretNames = async (user: Client): Promise<readonly string[]> =>
  (await user.list(Secret, { namespace }, never)).map(({ metadata }) => metadata.name);
