import { eventually } from '../../harness/eventually.ts';
import {
  containerOf,
  deleteCluster,
  isControlPlane,
  machinesOf,
  readyNodes,
  theCluster,
  untilAvailable,
  containersOf,
  type Wish,
} from '../harness/clusters.ts';
import { etcdMembers } from '../harness/etcd-members.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const grown: Wish = { namespace: 'scale', name: 'grown', controlPlanes: 1, workers: 1 };

/** Machines, Nodes, containers and members of etcd tell of the same machines. */
async function expectAgreement(wish: Wish): Promise<void> {
  const machines = await machinesOf(world, wish);
  expect(machines).toHaveLength(wish.controlPlanes + wish.workers);
  const containers = machines.map(containerOf).toSorted();
  expect(await readyNodes(world, wish)).toEqual(containers);
  expect((await containersOf(world, wish)).filter((name) => !name.endsWith('-lb'))).toEqual(containers);
  const controlPlanes = machines.filter(isControlPlane).map(containerOf).toSorted();
  const workload = await world.workload(wish.namespace, wish.name);
  expect(await etcdMembers(workload, controlPlanes[0] ?? '')).toEqual(controlPlanes.map((name) => ({ name, learner: false })));
}

/** Waits until no Machine is left over, too. */
async function settled(wish: Wish): Promise<void> {
  await untilAvailable(world, wish);
  await eventually(`${wish.controlPlanes} + ${wish.workers} Machines and Nodes are left`, async () => {
    const machines = await machinesOf(world, wish);
    const nodes = await readyNodes(world, wish);
    const wanted = wish.controlPlanes + wish.workers;
    return machines.length === wanted && nodes.length === wanted ? true : undefined;
  });
}

describe('a cluster that grows and shrinks', () => {
  const scale = (kind: string, replicas: number): Promise<string> =>
    world.kubectl('-n', grown.namespace, 'scale', kind, grown.name, `--replicas=${replicas}`);
  beforeAll(() => theCluster(world, grown));
  afterAll(async () => void (await deleteCluster(world, grown)));

  test('begins with one control plane and one worker', () => expectAgreement(grown));

  test.each<{ rule: string; controlPlanes: number; workers: number }>([
    { rule: 'has three control planes and four workers', controlPlanes: 3, workers: 4 },
    { rule: 'has one of each again', controlPlanes: 1, workers: 1 },
  ])('$rule', async ({ controlPlanes, workers }) => {
    await scale('kubeadmcontrolplane', controlPlanes);
    await scale('machinedeployment', workers);
    const seen = { ...grown, controlPlanes, workers };
    // One member after the other: at each step those that etcd knows are those of Machines, coming or going one at a time.
    const steps: number[] = [];
    const workload = await world.workload(grown.namespace, grown.name);
    await eventually(
      `${controlPlanes} members of etcd`,
      async () => {
        const machines = (await machinesOf(world, grown)).filter(isControlPlane);
        const names = machines.map(containerOf).filter((name) => name !== '');
        const alive = machines.find(({ metadata, status }) => metadata.deletionTimestamp === undefined && status?.['phase'] === 'Running');
        const members = await etcdMembers(workload, alive === undefined ? '' : containerOf(alive));
        if (steps.at(-1) !== members.length) steps.push(members.length);
        const strange = members.filter(({ name }) => name !== '' && !names.includes(name));
        if (strange.length > 0) expect(await machinesOf(world, grown)).toEqual(machines); // it went in between
        return members.length === controlPlanes && members.every(({ learner }) => !learner) ? true : undefined;
      },
      240,
    );
    for (const [index, step] of steps.entries()) if (index > 0) expect(Math.abs(step - (steps[index - 1] ?? 0))).toBe(1);
    await settled(seen);
    await expectAgreement(seen);
  });
});
