import { connect } from 'node:net';

import { eventually } from '../harness/eventually.ts';
import type { Kubectl, KubernetesItem } from '../harness/kubectl.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const controlPlaneLabel = 'cluster.x-k8s.io/control-plane';

describeStory('day two of a cluster', () => {
  let sandbox: RunningSandbox;
  let kubectl: Kubectl;
  beforeAll(async () => {
    sandbox = await startSandbox();
    ({ kubectl } = sandbox);
    // The sandbox is up before it has applied the quick start.
    await kubectl('wait', 'cluster/quick-start', '--for=create', '--timeout=60s');
    await kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=120s');
  });
  afterAll(() => sandbox.stop());

  const machines = (): Promise<readonly KubernetesItem[]> => kubectl.items('get', 'machines');
  const controlPlaneMachines = async (): Promise<readonly KubernetesItem[]> =>
    (await machines()).filter(({ metadata }) => metadata.labels?.[controlPlaneLabel] !== undefined);
  const workers = async (): Promise<readonly KubernetesItem[]> =>
    (await machines()).filter(({ metadata }) => metadata.labels?.[controlPlaneLabel] === undefined);
  const running = (found: readonly KubernetesItem[], count: number, version?: string): true | undefined =>
    found.length === count &&
    found.every(({ spec, status }) => status?.['phase'] === 'Running' && (version === undefined || spec?.['version'] === version))
      ? true
      : undefined;
  const readyNodes = async (count: number): Promise<true | undefined> => {
    const nodes = await (await sandbox.workload('quick-start')).items('get', 'nodes');
    const ready = nodes.filter(({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'));
    return nodes.length === count && ready.length === count ? true : undefined;
  };

  test('a watch streams what a scale brings', async () => {
    const watch = kubectl.start('get', 'machines', '-w', '--no-headers');
    let streamed = '';
    watch.stdout.on('data', (chunk: Buffer) => (streamed += chunk.toString()));
    await kubectl('scale', 'machinedeployment', 'quick-start', '--replicas=5');
    await eventually('five workers run', async () => running(await workers(), 5));
    await eventually('eight Nodes are Ready', () => readyNodes(8));
    watch.kill();
    expect(streamed.match(/ Running /g)?.length).toBeGreaterThanOrEqual(8);
    expect(new Set(streamed.match(/^quick-start-\S+/gm)).size).toBeGreaterThanOrEqual(8);
  });

  test('the control plane scales to 5 and back to 1, and etcd follows', async () => {
    await kubectl('scale', 'kubeadmcontrolplane', 'quick-start', '--replicas=5');
    await eventually('five control-plane Machines run', async () => running(await controlPlaneMachines(), 5));
    await kubectl('scale', 'kubeadmcontrolplane', 'quick-start', '--replicas=1');
    await eventually('one control-plane Machine runs', async () => running(await controlPlaneMachines(), 1));
    const etcd = await (await sandbox.workload('quick-start')).items('-n', 'kube-system', 'get', 'pods', '-l', 'component=etcd');
    expect(etcd).toHaveLength(1);
    await kubectl('scale', 'kubeadmcontrolplane', 'quick-start', '--replicas=3');
    await eventually('three control-plane Machines run', async () => running(await controlPlaneMachines(), 3));
  });

  test('a new version rolls the control plane one Machine at a time and keeps the quorum', async () => {
    const before = (await controlPlaneMachines()).map(({ metadata }) => metadata.name);
    const watch = kubectl.start('get', 'machines', '-w', '-o', 'json', '-l', controlPlaneLabel);
    const deleting = new Set<string>();
    const gone = new Set<string>();
    let most = 0;
    let fewestAlive = Number.POSITIVE_INFINITY;
    const alive = new Set(before);
    onJsonObjects(watch.stdout, (machine: KubernetesItem) => {
      const { name, deletionTimestamp } = machine.metadata;
      if (deletionTimestamp === undefined) alive.add(name);
      else {
        deleting.add(name);
        alive.delete(name);
      }
      fewestAlive = Math.min(fewestAlive, alive.size);
      most = Math.max(most, alive.size);
    });
    await kubectl('patch', 'kubeadmcontrolplane', 'quick-start', '--type=merge', '-p', '{"spec":{"version":"v1.34.1"}}');
    await eventually('three control-plane Machines run v1.34.1', async () => running(await controlPlaneMachines(), 3, 'v1.34.1'), 180);
    await kubectl('wait', 'kubeadmcontrolplane/quick-start', '--for=condition=RollingOut=False', '--timeout=60s');
    watch.kill();
    for (const name of before) gone.add(name);
    expect([...deleting].toSorted()).toEqual([...gone].toSorted());
    expect(most).toBeLessThanOrEqual(4);
    expect(fewestAlive).toBeGreaterThanOrEqual(3);
    const config = await (await sandbox.workload('quick-start'))('-n', 'kube-system', 'get', 'cm', 'kubeadm-config', '-o', 'yaml');
    expect(config).toMatch(/kubernetesVersion: v1\.34\.1/);
  });

  test('workers roll within maxSurge and maxUnavailable', async () => {
    await kubectl('scale', 'machinedeployment', 'quick-start', '--replicas=3');
    await eventually('three workers run', async () => running(await workers(), 3));
    const counts: { replicas: number; available: number }[] = [];
    const watch = kubectl.start('get', 'machinedeployments', 'quick-start', '-w', '-o', 'json');
    onJsonObjects(watch.stdout, ({ status }: KubernetesItem) => {
      counts.push({ replicas: Number(status?.['replicas'] ?? 0), available: Number(status?.['availableReplicas'] ?? 0) });
    });
    await kubectl(
      'patch',
      'machinedeployment',
      'quick-start',
      '--type=merge',
      '-p',
      '{"spec":{"template":{"spec":{"version":"v1.34.1"}}}}',
    );
    await eventually('three workers run v1.34.1', async () => running(await workers(), 3, 'v1.34.1'), 120);
    watch.kill();
    expect(Math.max(...counts.map(({ replicas }) => replicas))).toBeLessThanOrEqual(4);
    expect(Math.min(...counts.map(({ available }) => available))).toBeGreaterThanOrEqual(3);
    await eventually('six Nodes are left', () => readyNodes(6));
  });

  test('deleting the cluster leaves nothing of it, and no port', async () => {
    const port = Number(await kubectl('get', 'cluster', 'quick-start', '-o', 'jsonpath={.spec.controlPlaneEndpoint.port}'));
    expect(await listens(port)).toBe(true);
    await kubectl('delete', 'cluster', 'quick-start', '--timeout=90s');
    const kinds =
      'clusters,machines,machinesets,machinedeployments,kubeadmcontrolplanes,kubeadmconfigs,kubeadmconfigtemplates,devclusters,devmachines,devmachinetemplates,secrets,configmaps';
    await eventually('every object of the cluster is gone', async () => {
      const left = (await kubectl.items('get', kinds)).filter(({ metadata }) => metadata.name.startsWith('quick-start'));
      if (left.length > 0) throw new Error(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', '));
      return true;
    });
    expect(await listens(port)).toBe(false);
  });
});

/** Calls back with each of the concatenated JSON objects that `kubectl get -w -o json` prints. */
function onJsonObjects(stream: NodeJS.ReadableStream, found: (object: KubernetesItem) => void): void {
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split(/^(?=\{$)/m);
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.trim() !== '') found(JSON.parse(part) as KubernetesItem);
    if (rest.endsWith('\n}\n')) {
      found(JSON.parse(rest) as KubernetesItem);
      rest = '';
    }
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
