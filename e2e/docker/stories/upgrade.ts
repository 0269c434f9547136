import type { Kubectl } from '../../harness/kubectl.ts';
import { probeApi } from '../harness/api-probe.ts';
import { containerOf, isControlPlane, machinesOf, untilAvailable, untilRunning } from '../harness/clusters.ts';
import { etcdMembers } from '../harness/etcd-members.ts';
import { eventually } from '../harness/eventually.ts';
import { quickStart } from '../harness/quick-start.ts';
import { blocks, theUser, type User } from '../harness/user.ts';
import { theWorld } from '../harness/world.ts';

/** Not what kubelets have by themselves. */
const podsPerNode = 77;

/** Changes what `kubeadm join` writes for a kubelet from now on. */
async function configureKubelets(workload: Kubectl): Promise<void> {
  const name = ['-n', 'kube-system', 'configmap', 'kubelet-config'];
  const { data } = await workload.json<{ data: { kubelet: string } }>('get', ...name);
  const patch = { data: { kubelet: `${data.kubelet.trimEnd()}\nmaxPods: ${podsPerNode}\n` } };
  await workload('patch', ...name, '--type=merge', '-p', JSON.stringify(patch));
}

describe('an upgrade of three control planes and two workers', () => {
  let user: User;
  let world: User['world'];
  const [scale = '', upgrade = ''] = blocks('Scale, upgrade, delete');
  beforeAll(async () => {
    user = await theUser(theWorld());
    ({ world } = user);
  });

  test('keeps the API answering, and etcd its quorum', async () => {
    const [, next] = world.versions;
    const finish = await probeApi(world, quickStart.namespace, quickStart.name);
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    await configureKubelets(workload);
    const before = performance.now();
    // A worker more, meanwhile.
    await user.type(scale, 'management');
    const typed = user.type(upgrade, 'management');
    const members: number[] = [];
    await eventually(
      'three control planes run the new version',
      async () => {
        const machines = (await machinesOf(world, quickStart)).filter(isControlPlane);
        const steady = machines.find(({ metadata, status }) => metadata.deletionTimestamp === undefined && status?.['phase'] === 'Running');
        if (steady !== undefined) members.push((await etcdMembers(workload, containerOf(steady))).length);
        const done = machines.filter(({ spec, status }) => spec?.['version'] === next && status?.['phase'] === 'Running');
        return machines.length === 3 && done.length === 3 ? true : undefined;
      },
      600,
    );
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    await typed;
    const { asked, failed, slowest } = await finish();
    process.stdout.write(
      `upgrade of the control plane: ${seconds} s; of ${asked} API requests ${failed.length} failed, the slowest that did not took ${slowest.toFixed(0)} ms\n${failed.map((line) => `  ${line}\n`).join('')}`,
    );
    expect(members.filter((count) => count !== 3 && count !== 4)).toEqual([]);
    // None on a machine that keeps up; where it does not, new connections may be led to an API server for a second after it lost its etcd.
    expect(failed.length / asked).toBeLessThan(0.01);
  });

  test('brings the workers along, and one of three goes again', async () => {
    const { kubectl, versions } = world;
    await kubectl('-n', quickStart.namespace, 'scale', 'machinedeployment', quickStart.name, `--replicas=${quickStart.workers}`);
    await eventually(
      'five Machines are left, and run the new version',
      async () => {
        const machines = await machinesOf(world, quickStart);
        return machines.length === 5 && machines.every(({ spec }) => spec?.['version'] === versions[1]) ? true : undefined;
      },
      600,
    );
    await untilRunning(world, quickStart);
    await untilAvailable(world, quickStart);
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    const running = await workload('get', 'nodes', '-o', 'jsonpath={.items[*].status.nodeInfo.kubeletVersion}');
    expect(running.split(' ')).toEqual(Array.from({ length: 5 }, () => versions[1]));
  });

  test('is followed by what kubeadm keeps in the cluster', async () => {
    const [, next] = world.versions;
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    expect(await workload('-n', 'kube-system', 'get', 'configmap', 'kubeadm-config', '-o', 'yaml')).toContain(`kubernetesVersion: ${next}`);
    expect(
      await workload('-n', 'kube-system', 'get', 'daemonset', 'kube-proxy', '-o', 'jsonpath={.spec.template.spec.containers[0].image}'),
    ).toMatch(new RegExp(`:${next}$`));
    const controlPlanes = (await machinesOf(world, quickStart)).filter(isControlPlane).map(containerOf).toSorted();
    expect(await etcdMembers(workload, controlPlanes[0] ?? '')).toEqual(controlPlanes.map((name) => ({ name, learner: false })));
  });

  test('gives new nodes the configuration of kubelets that the cluster has', async () => {
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    const pods = await workload('get', 'nodes', '-o', 'jsonpath={.items[*].status.capacity.pods}');
    expect(pods.split(' ')).toEqual(Array.from({ length: 5 }, () => String(podsPerNode)));
  });
});
