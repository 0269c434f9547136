import { spawn } from 'node:child_process';

import { whyNoKubectl, type KubernetesItem } from '../harness/kubectl.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

describeStory('the quick start', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(['--exit-when-ready']);
  });
  afterAll(() => sandbox.stop());

  test('ends with exit code 0, six running Machines and the seconds it took', async () => {
    expect(await sandbox.exited).toBe(0);
    const printed = sandbox.output();
    expect(printed).toMatch(/KubeadmControlPlane quick-start {2}3 of 3 running/);
    expect(printed).toMatch(/MachineDeployment quick-start {2}3 of 3 running/);
    expect(printed.match(/✓ Machine quick-start-\S+ {2}Running/g)).toHaveLength(6);
    expect(printed).toMatch(/6 of 6 Machines run, \d+\.\d s after apply/);
  });
});

describeStory(
  'a running sandbox',
  () => {
    let sandbox: RunningSandbox;
    beforeAll(async () => {
      sandbox = await startSandbox();
      // The sandbox is up before it has applied the quick start.
      await sandbox.kubectl('wait', 'cluster/quick-start', '--for=create', '--timeout=60s');
      await sandbox.kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=120s');
    });
    afterAll(() => sandbox.stop());

    test('prints the columns of every kind with true values', async () => {
      const wide = (kind: string): Promise<string> => sandbox.kubectl('get', kind, '-o', 'wide');
      expect(await wide('clusters')).toMatch(/NAME +CLUSTERCLASS +AVAILABLE +CP DESIRED .*PHASE/);
      expect(await wide('clusters')).toMatch(/quick-start .*True .*Provisioned/);
      expect(await wide('kubeadmcontrolplanes')).toMatch(/quick-start +quick-start +True +3 /);
      expect(await wide('machinedeployments')).toMatch(/quick-start +quick-start +True +3 /);
      expect(await wide('machinesets')).toMatch(/quick-start-\S+ +quick-start +3 /);
      expect((await wide('machines')).match(/ Running /g)).toHaveLength(6);
    });

    test('explains fields in words of its own', async () => {
      const text = await sandbox.kubectl('explain', 'machine.spec');
      expect(text).toMatch(/GROUP: +cluster\.x-k8s\.io/);
      expect(text).toMatch(/providerID\s+<string>/);
    });

    test('shows a kubeadm cluster with the workload kubeconfig', async () => {
      const workload = await sandbox.workload('quick-start');
      const nodes = await workload('get', 'nodes', '-o', 'wide');
      expect(nodes.match(/ Ready /g)).toHaveLength(6);
      expect(nodes.match(/control-plane/g)).toHaveLength(3);
      expect(await workload('get', 'pods', '-A')).toMatch(/kube-system +etcd-quick-start-/);
      const config = await workload('-n', 'kube-system', 'get', 'cm', 'kubeadm-config', '-o', 'yaml');
      expect(config).toMatch(/kind: ClusterConfiguration/);
      expect(config).toMatch(/kubernetesVersion: v1\.34\.0/);
    });

    test('shows the logs of a provider', async () => {
      const pods = await sandbox.kubectl.items<KubernetesItem>('get', 'pods', '-A');
      const core = pods.find(({ metadata }) => metadata.namespace === 'capi-system');
      const logs = await sandbox.kubectl('-n', 'capi-system', 'logs', core?.metadata.name ?? '', '--tail=5');
      expect(logs.split('\n').length).toBeGreaterThan(1);
    });

    test('says in one line which port is busy', async () => {
      const { port } = new URL(await sandbox.kubectl('config', 'view', '-o', 'jsonpath={.clusters[0].cluster.server}'));
      const second = spawn(process.execPath, ['dist/apps/sandbox/main.js', `--api-port=${port}`, '--no-quick-start'], { stdio: 'pipe' });
      let printed = '';
      second.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      expect(await new Promise((resolve) => second.on('close', resolve))).toBe(1);
      expect(printed.trim().split('\n')).toEqual([
        expect.stringMatching(new RegExp(`127\\.0\\.0\\.1:${port}: another process does already; .*--api-port`)),
      ]);
    });
  },
  { embeddedOnly: 'logs and ports are those of the embedded API server', unless: whyNoKubectl },
);
