import {
  ConfigMap,
  crdOf,
  CustomResourceDefinition,
  DevMachine,
  DevMachineTemplate,
  KubeadmConfig,
  KubeadmControlPlane,
  Machine,
} from '@capi/api';
import { minutes } from '@capi/seams';

import { aWorld, secretNames, type World } from './world/world.ts';

const never = new AbortController().signal;
const key = { namespace: 'default', name: 'cp' };

let world: World;
afterEach(() => world.close());

const isTrue = (conditions: readonly { readonly type: string; readonly status: string }[] | undefined, type: string): boolean =>
  conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;

/** As a user would wait for it: what is observed is the spec as it is now, and all replicas are up to date and available. */
async function isSettled(replicas: number): Promise<boolean> {
  const { status, metadata } = (await world.controlPlane()) ?? {};
  return (
    status?.observedGeneration === metadata?.generation &&
    status?.replicas === replicas &&
    status.upToDateReplicas === replicas &&
    status.readyReplicas === replicas &&
    status.availableReplicas === replicas &&
    isTrue(status.conditions, 'Available')
  );
}

const change = (spec: object): Promise<unknown> => world.user.patch(KubeadmControlPlane, key, { type: 'merge', body: { spec } }, never);

describe('KubeadmControlPlane reconciler', () => {
  test('brings up three Machines, one of which runs kubeadm init', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    expect(await world.until(() => isSettled(3))).toBe(true);

    expect(world.machines.initialised).toHaveLength(1);
    expect([...world.etcd.members.keys()].sort()).toEqual((await world.controlPlaneMachines()).map(({ metadata }) => metadata.name).sort());
    expect(await secretNames(world.user)).toEqual(['demo-ca', 'demo-etcd', 'demo-kubeconfig', 'demo-proxy', 'demo-sa']);
    const controlPlane = await world.controlPlane();
    expect(controlPlane?.status).toMatchObject({
      selector: 'cluster.x-k8s.io/cluster-name=demo,cluster.x-k8s.io/control-plane',
      version: 'v1.34.0',
      versions: [{ version: 'v1.34.0', replicas: 3 }],
      initialization: { controlPlaneInitialized: true },
    });
    await provider.stop();
  });

  test('spends no more writes on three Machines than it has to', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    await world.until(() => isSettled(3));
    const counted = Map.groupBy(world.writes, (line) => line.replace(/cp-\w+/, '*'));
    expect(counted.get('PATCH machines/*')).toHaveLength(3);
    expect(counted.get('PATCH devmachines/*')).toHaveLength(3);
    expect(counted.get('POST secrets')).toHaveLength(5);
    expect(counted.get('PATCH kubeadmcontrolplanes/cp')).toHaveLength(1);
    expect(world.writes.length).toBeLessThanOrEqual(40);
    await provider.stop();
  });

  test('writes nothing while nothing changes', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    await world.until(() => isSettled(3));
    await world.clock.advance(minutes(1));
    const before = world.writes.length;
    await world.clock.advance(minutes(60));
    expect(world.writes.slice(before)).toEqual([]);
    await provider.stop();
  });

  test('writes nothing when a process starts on what is settled', async () => {
    world = await aWorld({ replicas: 1 });
    const first = world.startProvider();
    await world.until(() => isSettled(1));
    await world.clock.advance(minutes(1));
    await first.stop();
    const before = world.writes.length;
    const second = world.startProvider();
    await world.clock.advance(minutes(5));
    expect(world.writes.slice(before)).toEqual([]);
    await second.stop();
  });

  test('upgrades one Machine after the other and keeps etcd working', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    await world.until(() => isSettled(3));
    const old = (await world.controlPlaneMachines()).map(({ metadata }) => metadata.name);
    await change({ version: 'v1.35.0' });
    const counts: number[] = [];
    expect(
      await world.until(async () => {
        counts.push((await world.controlPlaneMachines()).length);
        return isSettled(3);
      }),
    ).toBe(true);

    const machines = await world.controlPlaneMachines();
    expect(machines.map(({ spec }) => spec.version)).toEqual(['v1.35.0', 'v1.35.0', 'v1.35.0']);
    expect(machines.some(({ metadata }) => old.includes(metadata.name))).toBe(false);
    expect(Math.max(...counts)).toBeLessThanOrEqual(4);
    expect(world.etcd.lostQuorum).toBe(false);
    expect(world.etcd.members.size).toBe(3);
    const config = await world.workload.get(ConfigMap, { namespace: 'kube-system', name: 'kubeadm-config' }, never);
    expect(config?.data?.['ClusterConfiguration']).toContain('kubernetesVersion: v1.35.0');
    await provider.stop();
  });

  test('scales up to five and down to one without losing quorum', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    await world.until(() => isSettled(3));
    await change({ replicas: 5 });
    expect(await world.until(() => isSettled(5))).toBe(true);
    await change({ replicas: 1 });
    expect(await world.until(() => isSettled(1))).toBe(true);
    expect(world.etcd.members.size).toBe(1);
    expect(world.etcd.lostQuorum).toBe(false);
    await provider.stop();
  });

  test('propagates labels without a rollout, and takes them back', async () => {
    world = await aWorld({ replicas: 1 });
    const provider = world.startProvider();
    await world.until(() => isSettled(1));
    const [before] = await world.controlPlaneMachines();
    const labelOf = async (): Promise<string | undefined> => (await world.controlPlaneMachines())[0]?.metadata.labels?.['team'];
    await change({ machineTemplate: { metadata: { labels: { team: 'a' } } } });
    expect(await world.until(async () => (await labelOf()) === 'a')).toBe(true);
    const config = await world.user.get(KubeadmConfig, { ...key, name: before?.metadata.name ?? '' }, never);
    expect(config?.metadata.labels).toMatchObject({ team: 'a' });
    await change({ machineTemplate: { metadata: { labels: { team: null } } } });
    expect(await world.until(async () => (await labelOf()) === undefined)).toBe(true);
    expect((await world.controlPlaneMachines()).map(({ metadata }) => metadata.uid)).toEqual([before?.metadata.uid]);
    await provider.stop();
  });

  test('replaces a Machine that a health check gave up, and remembers it', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    await world.until(() => isSettled(3));
    const [unhealthy] = await world.controlPlaneMachines();
    await world.giveUp(unhealthy?.metadata.name ?? '');
    const isReplaced = async (): Promise<boolean> =>
      (await isSettled(3)) && (await world.controlPlaneMachines()).every(({ metadata }) => metadata.uid !== unhealthy?.metadata.uid);
    expect(await world.until(isReplaced)).toBe(true);
    const controlPlane = await world.controlPlane();
    expect(controlPlane?.status?.lastRemediation).toMatchObject({ machine: unhealthy?.metadata.name, retryCount: 0 });
    expect(controlPlane?.metadata.annotations?.['controlplane.cluster.x-k8s.io/remediation-in-progress']).toBeUndefined();
    expect(world.etcd.lostQuorum).toBe(false);
    await provider.stop();
  });

  test('goes on when the kinds of its infrastructure are installed after it was created', async () => {
    world = await aWorld({ replicas: 1 });
    const crd = { name: 'devmachines.infrastructure.cluster.x-k8s.io' };
    const template = await world.user.get(DevMachineTemplate, { namespace: 'default', name: 'demo' }, never);
    await world.user.delete(CustomResourceDefinition, { name: 'devmachinetemplates.infrastructure.cluster.x-k8s.io' }, never);
    await world.user.delete(CustomResourceDefinition, crd, never);
    const provider = world.startProvider();
    await world.clock.advance(minutes(1));
    expect(await world.controlPlaneMachines()).toEqual([]);
    for (const kind of [DevMachine, DevMachineTemplate]) await world.user.create(CustomResourceDefinition, crdOf(kind), never);
    const { apiVersion = '', kind = '', spec } = template ?? {};
    await world.user.create(
      DevMachineTemplate,
      { apiVersion, kind, metadata: { name: 'demo', namespace: 'default' }, spec } as DevMachineTemplate,
      never,
    );
    expect(await world.until(() => isSettled(1))).toBe(true);
    await provider.stop();
  });

  test('replaces a Machine that a user deletes', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    await world.until(() => isSettled(3));
    const [gone] = await world.controlPlaneMachines();
    await world.user.delete(Machine, { ...key, name: gone?.metadata.name ?? '' }, never);
    const isReplaced = async (): Promise<boolean> =>
      (await isSettled(3)) && (await world.controlPlaneMachines()).every(({ metadata }) => metadata.uid !== gone?.metadata.uid);
    expect(await world.until(isReplaced)).toBe(true);
    expect(world.etcd.lostQuorum).toBe(false);
    await provider.stop();
  });

  test('deletes its Machines with itself and leaves nothing behind', async () => {
    world = await aWorld({ replicas: 3 });
    const provider = world.startProvider();
    await world.until(() => isSettled(3));
    await world.user.delete(KubeadmControlPlane, key, never);
    expect(await world.until(async () => (await world.controlPlane()) === undefined)).toBe(true);
    expect(await world.controlPlaneMachines()).toEqual([]);
    expect(await world.user.list(DevMachine, { namespace: 'default' }, never)).toEqual([]);
    await provider.stop();
  });

  test('does nothing but say so while it is paused', async () => {
    world = await aWorld({ replicas: 1 });
    await world.user.patch(
      KubeadmControlPlane,
      key,
      { type: 'merge', body: { metadata: { annotations: { 'cluster.x-k8s.io/paused': '' } } } },
      never,
    );
    const provider = world.startProvider();
    await world.clock.advance(minutes(1));
    expect(world.writes).toEqual(['PATCH kubeadmcontrolplanes/cp/status']);
    expect(isTrue((await world.controlPlane())?.status?.conditions, 'Paused')).toBe(true);
    await provider.stop();
  });
});

describe('KubeadmControlPlane reconciler that is killed before any of its writes', () => {
  /** Kills the process before the n-th write of a story, starts another, and looks at how the story ends. */
  async function everyDeath(
    story: (died: () => boolean) => Promise<unknown>,
    settled: () => Promise<boolean>,
    replicas: number,
  ): Promise<number> {
    for (let death = 0; ; death += 1) {
      world = await aWorld({ replicas });
      const first = world.startProvider({ diesBefore: death });
      await story(first.died);
      await world.until(async () => first.died() || (await settled()));
      await first.stop();
      const second = world.startProvider();
      const ended = await world.until(settled);
      await second.stop();
      const outcome = { death, ended, inits: world.machines.initialised.length, lostQuorum: world.etcd.lostQuorum };
      expect(outcome).toEqual({ death, ended: true, inits: 1, lostQuorum: false });
      if (!first.died()) return death;
      await world.close();
    }
  }

  test('initialises once and ends with as many Machines as wanted', async () => {
    const deaths = await everyDeath(
      async () => undefined,
      () => isSettled(2),
      2,
    );
    expect(deaths).toBeGreaterThan(20);
  }, 60_000);

  test('ends a remediation with one Machine replaced', async () => {
    let unhealthy: string | undefined;
    const remediate = async (died: () => boolean): Promise<void> => {
      unhealthy = undefined;
      await world.until(async () => died() || (await isSettled(2)));
      if (died()) return;
      unhealthy = (await world.controlPlaneMachines())[0]?.metadata.name;
      await world.giveUp(unhealthy ?? '');
    };
    const isReplaced = async (): Promise<boolean> =>
      (await isSettled(2)) && (await world.controlPlaneMachines()).every(({ metadata }) => metadata.name !== unhealthy);
    const deaths = await everyDeath(remediate, isReplaced, 2);
    expect(deaths).toBeGreaterThan(20);
  }, 60_000);

  test('ends an upgrade with new Machines only', async () => {
    const isUpgraded = async (): Promise<boolean> =>
      (await isSettled(1)) && (await world.controlPlaneMachines()).every(({ spec }) => spec.version === 'v1.35.0');
    const upgrade = async (died: () => boolean): Promise<void> => {
      await world.until(async () => died() || (await isSettled(1)));
      await change({ version: 'v1.35.0' });
    };
    const deaths = await everyDeath(upgrade, isUpgraded, 1);
    expect(deaths).toBeGreaterThan(20);
  }, 60_000);
});
