import { eventually } from '../../harness/eventually.ts';
import { probeApi } from '../harness/api-probe.ts';
import { containerOf, isControlPlane, machinesOf, readyNodes, theCluster, untilAvailable } from '../harness/clusters.ts';
import { etcdMembers } from '../harness/etcd-members.ts';
import { quickStart } from '../harness/quick-start.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const [, next] = world.versions;
const patch = (kind: string, spec: unknown): Promise<string> =>
  world.kubectl('-n', quickStart.namespace, 'patch', kind, quickStart.name, '--type=merge', '-p', JSON.stringify({ spec }));
const upgraded = async (): Promise<number> =>
  (await machinesOf(world, quickStart)).filter(({ spec, status }) => spec?.['version'] === next && status?.['phase'] === 'Running').length;

describe('an upgrade of three control planes and two workers', () => {
  beforeAll(() => theCluster(world, quickStart));

  test('keeps the API answering, and etcd its quorum', async () => {
    const finish = await probeApi(world, quickStart.namespace, quickStart.name);
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    const before = performance.now();
    const members: number[] = [];
    await patch('kubeadmcontrolplane', { version: next });
    await eventually(
      'three control planes run the new version',
      async () => {
        const machines = (await machinesOf(world, quickStart)).filter(isControlPlane);
        const steady = machines.find(({ metadata, status }) => metadata.deletionTimestamp === undefined && status?.['phase'] === 'Running');
        if (steady !== undefined) {
          const found = await etcdMembers(workload, containerOf(steady));
          if (members.at(-1) !== found.length) members.push(found.length);
        }
        const done = machines.filter(({ spec, status }) => spec?.['version'] === next && status?.['phase'] === 'Running');
        return machines.length === 3 && done.length === 3 ? true : undefined;
      },
      400,
    );
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    await untilAvailable(world, quickStart);
    const { asked, failed, slowest } = await finish();
    process.stdout.write(
      `upgrade of the control plane: ${seconds} s; of ${asked} API requests ${failed.length} failed, the slowest that did not took ${slowest.toFixed(0)} ms\n${failed.map((line) => `  ${line}\n`).join('')}`,
    );
    expect(members.every((count) => count === 3 || count === 4)).toBe(true);
    expect(failed).toEqual([]);
  });

  test('brings the workers along', async () => {
    await patch('machinedeployment', { template: { spec: { version: next } } });
    await eventually('five Machines run the new version', async () => ((await upgraded()) === 5 ? true : undefined), 200);
    await untilAvailable(world, quickStart);
    await eventually('five Nodes are left', async () => ((await readyNodes(world, quickStart)).length === 5 ? true : undefined));
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    const versions = await workload('get', 'nodes', '-o', 'jsonpath={.items[*].status.nodeInfo.kubeletVersion}');
    expect(versions.split(' ')).toEqual(Array.from({ length: 5 }, () => next));
  });

  test('is followed by what kubeadm keeps in the cluster', async () => {
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    expect(await workload('-n', 'kube-system', 'get', 'configmap', 'kubeadm-config', '-o', 'yaml')).toContain(`kubernetesVersion: ${next}`);
    expect(await workload('-n', 'kube-system', 'get', 'configmap', 'kubelet-config', '-o', 'yaml')).toContain('kind: KubeletConfiguration');
    expect(
      await workload('-n', 'kube-system', 'get', 'daemonset', 'kube-proxy', '-o', 'jsonpath={.spec.template.spec.containers[0].image}'),
    ).toMatch(new RegExp(`:${next}$`));
    expect(
      await etcdMembers(workload, (await machinesOf(world, quickStart)).filter(isControlPlane).map(containerOf)[0] ?? ''),
    ).toHaveLength(3);
  });
});
