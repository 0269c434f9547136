import {
  Cluster,
  DevCluster,
  DevMachine,
  KubeadmConfig,
  KubeadmControlPlane,
  keyOf,
  labels,
  Machine,
  Node,
  type KubernetesObject,
  type Resource,
} from '@capi/api';
import { mergePatch, type Client } from '@capi/controller-runtime';
import { printInstant, type DeepReadonly } from '@capi/seams';
import type { VirtualClock } from '@capi/seams/testing';

import type { FakeWorkloads } from './fake-workloads.ts';

/** Infrastructure, bootstrap and control-plane providers that do at once what is asked of them. */
export interface FakeProviders {
  /** Nodes become Ready only while this is true. */
  nodesBecomeReady: boolean;
  /** One look at everything; whether anything was done. */
  step(signal: AbortSignal): Promise<boolean>;
}

const finalizer = 'fake.example.com/holds';

export function fakeProviders(client: Client, workloads: FakeWorkloads, clock: VirtualClock): FakeProviders {
  const providers: FakeProviders = { nodesBecomeReady: true, step };
  return providers;

  async function step(signal: AbortSignal): Promise<boolean> {
    let moved = false;
    const all = <T extends KubernetesObject>(resource: Resource<T>): Promise<readonly DeepReadonly<T>[]> =>
      client.list(resource, {}, signal);
    const write = async <T extends KubernetesObject>(
      resource: Resource<T>,
      object: DeepReadonly<T>,
      wanted: object,
      subresource?: 'status',
    ): Promise<void> => {
      const part = subresource === undefined ? wanted : { status: wanted };
      const merged = merge(object, part);
      if (mergePatch(object, merged) === undefined) return;
      moved = true;
      await client.patch(resource, keyOf(object), { type: 'merge', body: part }, signal, subresource === undefined ? {} : { subresource });
    };
    const held = async <T extends KubernetesObject>(resource: Resource<T>, object: DeepReadonly<T>): Promise<boolean> => {
      if (object.metadata.deletionTimestamp !== undefined) {
        await write(resource, object, { metadata: { finalizers: [] } });
        return false;
      }
      await write(resource, object, { metadata: { finalizers: [finalizer] } });
      return true;
    };
    const isOwned = (object: DeepReadonly<KubernetesObject>, kind: string): boolean =>
      object.metadata.ownerReferences?.some((owner) => owner.kind === kind) ?? false;

    const clusters = await all(Cluster);
    const machines = await all(Machine);
    for (const infrastructure of await all(DevCluster)) {
      if (!isOwned(infrastructure, 'Cluster') || !(await held(DevCluster, infrastructure))) continue;
      await write(DevCluster, infrastructure, { spec: { controlPlaneEndpoint: { host: '127.0.0.1', port: 6443 } } });
      await write(DevCluster, infrastructure, { initialization: { provisioned: true } }, 'status');
    }
    for (const plane of await all(KubeadmControlPlane)) {
      if (!isOwned(plane, 'Cluster')) continue;
      const own = machines.filter(({ metadata }) => metadata.labels?.[labels.controlPlane] !== undefined);
      if (plane.metadata.deletionTimestamp !== undefined && own.length > 0) {
        for (const { metadata } of own.filter((machine) => machine.metadata.deletionTimestamp === undefined)) {
          moved = true;
          await client.delete(Machine, { namespace: metadata.namespace ?? '', name: metadata.name }, signal);
        }
        continue;
      }
      if (!(await held(KubeadmControlPlane, plane))) continue;
      const cluster = clusters.find(({ metadata }) => metadata.name === plane.metadata.labels?.[labels.clusterName]);
      if (cluster?.status?.initialization?.infrastructureProvisioned !== true) continue;
      const version = plane.spec.version;
      const conditions = ['Available', 'RollingOut', 'ScalingUp', 'ScalingDown'].map((type) =>
        condition(type, type === 'Available' ? 'True' : 'False', type === 'Available' ? type : `Not${type}`),
      );
      await write(
        KubeadmControlPlane,
        plane,
        {
          initialization: { controlPlaneInitialized: true },
          version,
          versions: [{ version, replicas: 1 }],
          replicas: 1,
          readyReplicas: 1,
          availableReplicas: 1,
          upToDateReplicas: 1,
          ...(plane.status?.conditions === undefined ? { conditions } : {}),
        },
        'status',
      );
      if (!workloads.isConnected(keyOf(cluster))) {
        moved = true;
        await workloads.connect(keyOf(cluster), signal);
      }
    }
    const ownerOf = (object: DeepReadonly<KubernetesObject>): DeepReadonly<Machine> | undefined =>
      machines.find(({ metadata }) => object.metadata.ownerReferences?.some((owner) => owner.uid === metadata.uid));
    for (const config of await all(KubeadmConfig)) {
      const machine = ownerOf(config);
      const cluster = clusters.find(({ metadata }) => metadata.name === machine?.spec.clusterName);
      if (machine === undefined || cluster?.status?.initialization?.controlPlaneInitialized !== true) continue;
      const conditions = config.status?.conditions === undefined ? { conditions: [condition('Ready', 'True', 'Ready')] } : {};
      await write(
        KubeadmConfig,
        config,
        { dataSecretName: config.metadata.name, initialization: { dataSecretCreated: true }, ...conditions },
        'status',
      );
    }
    for (const infrastructure of await all(DevMachine)) {
      const machine = ownerOf(infrastructure);
      if (!(await held(DevMachine, infrastructure)) || machine?.spec.bootstrap.dataSecretName === undefined) continue;
      const providerID = `fake://${infrastructure.metadata.name}`;
      await write(DevMachine, infrastructure, { spec: { providerID } });
      const conditions = infrastructure.status?.conditions === undefined ? { conditions: [condition('Ready', 'True', 'Ready')] } : {};
      await write(
        DevMachine,
        infrastructure,
        { initialization: { provisioned: true }, addresses: [{ type: 'InternalIP', address: '10.0.0.1' }], ...conditions },
        'status',
      );
      await joinNode(machine, infrastructure.metadata.name, providerID);
    }
    return moved;

    async function joinNode(machine: DeepReadonly<Machine>, name: string, providerID: string): Promise<void> {
      const workload = await workloads.of({ namespace: machine.metadata.namespace ?? '', name: machine.spec.clusterName }, signal);
      const isGoing = machine.metadata.deletionTimestamp !== undefined;
      const node = await workload.client.get(Node, { name }, signal);
      const wanted = nodeConditions(providers.nodesBecomeReady);
      if (node === undefined) {
        if (isGoing) return;
        moved = true;
        const taints = [{ key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' as const }];
        await workload.client.create(Node, { apiVersion: 'v1', kind: 'Node', metadata: { name }, spec: { providerID, taints } }, signal);
        const status = { nodeInfo: { kubeletVersion: machine.spec.version ?? '' }, conditions: wanted };
        await workload.client.patch(Node, { name }, { type: 'merge', body: { status } }, signal, { subresource: 'status' });
      } else if (node.status?.conditions?.[0]?.status !== wanted[0]?.status) {
        moved = true;
        await workload.client.patch(Node, { name }, { type: 'merge', body: { status: { conditions: wanted } } }, signal, {
          subresource: 'status',
        });
      }
    }
  }

  function condition(type: string, status: 'True' | 'False', reason: string) {
    return { type, status, reason, message: '', lastTransitionTime: printInstant(clock.now()) };
  }

  function nodeConditions(isReady: boolean) {
    const lastTransitionTime = printInstant(clock.now());
    const ready = { type: 'Ready', status: isReady ? ('True' as const) : ('False' as const), lastTransitionTime };
    return [
      ready,
      ...['MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => ({ type, status: 'False' as const, lastTransitionTime })),
    ];
  }
}

const merge = (object: unknown, part: unknown): unknown => {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  const base = typeof object === 'object' && object !== null && !Array.isArray(object) ? object : {};
  return {
    ...base,
    ...Object.fromEntries(Object.entries(part).map(([key, value]) => [key, merge((base as Record<string, unknown>)[key], value)])),
  };
};
