import {
  Cluster,
  ClusterClass,
  crdOf,
  CustomResourceDefinition,
  IPAddressClaim,
  KubeadmControlPlane,
  labels,
  Machine,
  MachineDeployment,
  MachinePool,
  type KubernetesObject,
  type Resource,
} from '@capi/api';
import { createApiServer, memoryStore, systemAdmin, type ApiServer } from '@capi/apiserver';
import { createRuntime, systemClock, type Runtime } from '@capi/controller-runtime';
import { seededRandom } from '@capi/seams';

import { cachedPorts } from './cached-ports.ts';
import type { CorePorts } from './ports.ts';

const namespace = 'default';
const never = new AbortController().signal;
let server: ApiServer;
let runtime: Runtime;
let ports: CorePorts;
let stop: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  const clock = systemClock();
  const random = seededRandom(1);
  server = createApiServer({ clock, random, store: memoryStore(), authenticate: () => undefined });
  runtime = createRuntime({ transport: server.transport(systemAdmin), clock, random, name: 'core', version: 'v1', development: true });
  for (const kind of [Cluster, ClusterClass, IPAddressClaim, KubeadmControlPlane, Machine, MachineDeployment, MachinePool])
    await runtime.client.create(CustomResourceDefinition, crdOf(kind), never);
  stop = new AbortController();
  running = runtime.run(stop.signal);
  ports = cachedPorts(runtime);
});
afterEach(async () => {
  stop.abort(new Error('over'));
  await running;
  await server.close();
});

/** Creates an object, and its status where it has one. Only what the ports look at is there: the schema is not of interest here. */
async function create<T extends KubernetesObject>(resource: Resource<T>, name: string, rest: object, status?: object): Promise<void> {
  const { group, version, kind } = resource;
  const { metadata, ...content } = rest as { metadata?: object };
  const object = { apiVersion: `${group}/${version}`, kind, metadata: { name, namespace, ...metadata }, ...content };
  await runtime.client.create(resource, object as never, never);
  if (status !== undefined) await patchStatus(resource, name, status);
}
const patchStatus = <T extends KubernetesObject>(resource: Resource<T>, name: string, status: object): Promise<unknown> =>
  runtime.client.patch(resource, { namespace, name }, { type: 'merge', body: { status } }, never, { subresource: 'status' });

const template = (kind: string) => ({ templateRef: { apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2', kind, name: 't' } });
const aClass = { spec: { infrastructure: template('DevClusterTemplate'), controlPlane: template('KubeadmControlPlaneTemplate') } };
const ready = {
  observedGeneration: 1,
  conditions: [
    { type: 'VariablesReady', status: 'True', reason: 'VariablesReady', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' },
  ],
};
const reference = (kind: string) => ({ apiGroup: 'controlplane.cluster.x-k8s.io', kind, name: 'cp' });

describe('ports of the core webhooks', () => {
  test('say at once that there is no ClusterClass', async () => {
    expect(await ports.awaitClusterClass({ namespace, name: 'none' }, never)).toBeUndefined();
    expect(await ports.findClusterClass({ namespace, name: 'none' }, never)).toBeUndefined();
    expect(await ports.findIPAddressClaim({ namespace, name: 'none' }, never)).toBeUndefined();
  });

  test('wait until a ClusterClass is reconciled', async () => {
    await create(ClusterClass, 'base', aClass);
    const awaited = ports.awaitClusterClass({ namespace, name: 'base' }, never);
    await patchStatus(ClusterClass, 'base', ready);
    expect((await awaited)?.status?.observedGeneration).toBe(1);
  });

  test('give a ClusterClass as it is when it is not reconciled in time', async () => {
    await create(ClusterClass, 'base', aClass);
    expect((await ports.awaitClusterClass({ namespace, name: 'base' }, never))?.metadata.name).toBe('base');
  });

  test('list the Clusters of a class, in its namespace and in others that name it', async () => {
    const topology = (classRef: object) => ({ spec: { topology: { classRef, version: 'v1.34.0' } } });
    await create(Cluster, 'a', topology({ name: 'base' }));
    await create(Cluster, 'b', topology({ name: 'base', namespace: 'elsewhere' }));
    await create(Cluster, 'c', topology({ name: 'other' }));
    const names = async (at: string) =>
      (await ports.listClustersOf({ namespace: at, name: 'base' }, never)).map(({ metadata }) => metadata.name);
    expect([await names(namespace), await names('elsewhere')]).toEqual([['a'], ['b']]);
  });

  test('tell which versions a topology runs', async () => {
    const infrastructureRef = { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachine', name: 'i' };
    const spec = (version: string) => ({ clusterName: 'a', version, bootstrap: { dataSecretName: 's' }, infrastructureRef });
    const owned = { labels: { [labels.clusterName]: 'a', [labels.topologyOwned]: '' } };
    await create(Cluster, 'a', { spec: { controlPlaneRef: reference('KubeadmControlPlane') } });
    await create(
      KubeadmControlPlane,
      'cp',
      { spec: { version: 'v1.34.0', machineTemplate: { spec: { infrastructureRef } } } },
      { versions: [{ version: 'v1.33.0', replicas: 1 }] },
    );
    const deployment = { clusterName: 'a', selector: { matchLabels: { md: '0' } }, template: { spec: spec('v1.34.0') } };
    await create(MachineDeployment, 'md', { metadata: owned, spec: deployment });
    await create(MachineDeployment, 'stranger', { metadata: { labels: { [labels.clusterName]: 'a' } }, spec: deployment });
    await create(Machine, 'm', { metadata: { labels: { [labels.clusterName]: 'a', md: '0' } }, spec: spec('v1.33.0') });
    const cluster = await runtime.client.get(Cluster, { namespace, name: 'a' }, never);
    if (cluster === undefined) throw new Error('the Cluster is gone');
    expect(await ports.observeVersions(cluster, never)).toEqual({
      controlPlane: { name: 'KubeadmControlPlane default/cp', version: 'v1.34.0', seen: ['v1.33.0'] },
      workers: [{ name: 'MachineDeployment md', version: 'v1.34.0', seen: ['v1.33.0'] }],
    });
    const without = { ...cluster, spec: { ...cluster.spec, controlPlaneRef: reference('Unknown') } } as typeof cluster;
    expect(await ports.observeVersions(without, never)).toMatchObject({ problem: expect.stringContaining('no CRD') as string });
  });
});
