import type { Kubectl, KubernetesItem } from '../../harness/kubectl.ts';
import {
  containerOf,
  containersOf,
  deleteCluster,
  isControlPlane,
  machinesOf,
  readyNodes,
  bringUp,
  untilRunning,
  type Wish,
} from '../harness/clusters.ts';
import { etcdMembers } from '../harness/etcd-members.ts';
import { eventually } from '../harness/eventually.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const grown: Wish = { namespace: 'scale', name: 'grown', controlPlanes: 1, workers: 1 };

describe('a cluster that grows and shrinks', () => {
  let workload: Kubectl;
  beforeAll(async () => {
    await bringUp(world, grown);
    workload = await world.workload(grown.namespace, grown.name);
  });
  afterAll(async () => void (await deleteCluster(world, grown)));

  const scale = (kind: string, replicas: number): Promise<string> =>
    world.kubectl('-n', grown.namespace, 'scale', kind, grown.name, `--replicas=${replicas}`);
  const controlPlanes = async (): Promise<readonly KubernetesItem[]> => (await machinesOf(world, grown)).filter(isControlPlane);

  /** Machines, Nodes, containers and members of etcd tell of the same machines. */
  const expectAgreement = async (wish: Wish): Promise<void> => {
    const machines = await machinesOf(world, wish);
    expect(machines).toHaveLength(wish.controlPlanes + wish.workers);
    const containers = machines.map(containerOf).toSorted();
    expect(await readyNodes(world, wish)).toEqual(containers);
    expect((await containersOf(world, wish)).filter((name) => !name.endsWith('-lb'))).toEqual(containers);
    const members = machines.filter(isControlPlane).map(containerOf).toSorted();
    expect(await etcdMembers(workload, members[0] ?? '')).toEqual(members.map((name) => ({ name, learner: false })));
  };

  /**
   * Looks at etcd until it has as many members as wanted.
   * @returns what was not as it must be all along: its members are Machines, each Machine that runs is a member, and their number goes one way
   */
  const watchMembers = async (wanted: number): Promise<readonly string[]> => {
    const strange: string[] = [];
    let last: number | undefined;
    await eventually(`${wanted} members of etcd`, async () => {
      const before = await controlPlanes();
      const running = before.filter(({ metadata, status }) => metadata.deletionTimestamp === undefined && status?.['phase'] === 'Running');
      const members = await etcdMembers(workload, running.map(containerOf)[0] ?? '');
      // Who came or went while etcd was asked is in one of the two answers.
      const after = await controlPlanes();
      const stays = (name: string): boolean =>
        after.some(({ metadata }) => metadata.name === name && metadata.deletionTimestamp === undefined);
      const known = new Set([...before, ...after].map(containerOf));
      // One that joins just now has no name.
      const names = members.map(({ name }) => name).filter((name) => name !== '');
      strange.push(
        ...names.filter((name) => !known.has(name)).map((name) => `the member ${name} is no Machine`),
        ...running
          .filter((machine) => stays(machine.metadata.name) && !names.includes(containerOf(machine)))
          .map(({ metadata }) => `the Machine ${metadata.name} runs and is no member`),
      );
      if (last !== undefined && Math.abs(wanted - members.length) > Math.abs(wanted - last))
        strange.push(`${members.length} after ${last}`);
      last = members.length;
      return members.length === wanted && members.every(({ learner }) => !learner) ? true : undefined;
    });
    return strange;
  };

  test('begins with one control plane and one worker', () => expectAgreement(grown));

  test.each<{ rule: string; seen: Wish }>([
    { rule: 'has three control planes', seen: { ...grown, controlPlanes: 3 } },
    { rule: 'has four workers', seen: { ...grown, controlPlanes: 3, workers: 4 } },
    { rule: 'has one worker again', seen: { ...grown, controlPlanes: 3 } },
    { rule: 'has one control plane again', seen: grown },
  ])('$rule', async ({ seen }) => {
    await scale('kubeadmcontrolplane', seen.controlPlanes);
    await scale('machinedeployment', seen.workers);
    expect(await watchMembers(seen.controlPlanes)).toEqual([]);
    await untilRunning(world, seen);
    await expectAgreement(seen);
  });
});
