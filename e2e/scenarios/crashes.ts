import { setTimeout as sleep } from 'node:timers/promises';

import { seededRandom, type Random } from '@capi/seams';

import { eventually } from '../harness/eventually.ts';
import type { Kubectl, KubernetesItem } from '../harness/kubectl.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const providers = ['core', 'kubeadm-bootstrap', 'kubeadm-control-plane', 'capd'] as const;
// Printed with a failure; the schedule of kills follows from it, what the machine does in between does not.
const seed = Number(process.env['CAPI_E2E_SEED'] ?? 20_261_121);

/** Kills a random process out of `names`, `times` times with up to 700 ms in between, while `work` goes on. */
async function killing(sandbox: RunningSandbox, names: readonly string[], times: number, random: Random): Promise<void> {
  for (let kill = 0; kill < times; kill += 1) {
    await sleep(random.next() * 700);
    const name = names[Math.floor(random.next() * names.length)] ?? '';
    try {
      process.kill(sandbox.pidOf(name), 'SIGKILL');
    } catch {
      // It is between two lives already.
    }
  }
}

describeStory(`a provider killed at random (seed ${seed})`, () => {
  let sandbox: RunningSandbox;
  let kubectl: Kubectl;
  const random = seededRandom(seed);
  const made = new Set<string>();
  beforeAll(async () => {
    sandbox = await startSandbox();
    ({ kubectl } = sandbox);
  });
  afterAll(() => sandbox.stop());

  const machines = (): Promise<readonly KubernetesItem[]> => kubectl.items('get', 'machines');
  const settled = (version: string) => async (): Promise<true | undefined> => {
    const found = await machines();
    for (const { metadata } of found) made.add(metadata.name);
    const good = found.filter(({ spec, status, metadata }) => {
      const controlPlane = metadata.labels?.['cluster.x-k8s.io/control-plane'] !== undefined;
      return status?.['phase'] === 'Running' && (!controlPlane || spec?.['version'] === version);
    });
    return found.length === 6 && good.length === 6 ? true : undefined;
  };

  test('while creating: six Machines, no duplicate, one kubeadm init', async () => {
    await killing(sandbox, providers, 7, random);
    await eventually('six Machines run', settled('v1.34.0'), 180);
    await kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=120s');
    const infrastructure = await kubectl.items('get', 'devmachines');
    const configs = await kubectl.items('get', 'kubeadmconfigs');
    expect(infrastructure).toHaveLength(6);
    expect(configs).toHaveLength(6);
    expect(await countInits(kubectl)).toBe(1);
    const nodes = await (await sandbox.workload('quick-start')).items('get', 'nodes');
    expect(nodes.map(({ metadata }) => metadata.name).toSorted()).toEqual(
      (await machines()).map(({ metadata }) => metadata.name).toSorted(),
    );
  });

  test('while upgrading: the same end as without', async () => {
    await kubectl('patch', 'kubeadmcontrolplane', 'quick-start', '--type=merge', '-p', '{"spec":{"version":"v1.34.1"}}');
    await killing(sandbox, providers, 7, random);
    await eventually('three control-plane Machines run v1.34.1', settled('v1.34.1'), 240);
    await kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=120s');
    expect(await kubectl.items('get', 'devmachines')).toHaveLength(6);
    const workload = await sandbox.workload('quick-start');
    expect(await workload.items('get', 'nodes')).toHaveLength(6);
    expect(await workload.items('-n', 'kube-system', 'get', 'pods', '-l', 'component=etcd')).toHaveLength(3);
  });

  test('while deleting: nothing is left', async () => {
    await kubectl('delete', 'cluster', 'quick-start', '--wait=false');
    await killing(sandbox, providers, 6, random);
    await eventually(
      'every object of the cluster is gone',
      async () => {
        const left = (
          await kubectl.items(
            'get',
            'clusters,machines,machinesets,machinedeployments,kubeadmcontrolplanes,kubeadmconfigs,devclusters,devmachines,secrets',
          )
        ).filter(({ metadata }) => metadata.name.startsWith('quick-start'));
        if (left.length > 0) throw new Error(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', '));
        return true;
      },
      180,
    );
  });
});

describeStory(
  'the API server killed at random',
  () => {
    let sandbox: RunningSandbox;
    beforeAll(async () => {
      sandbox = await startSandbox();
      // The sandbox is up before it has applied all of the quick start.
      await sandbox.kubectl('wait', 'machinedeployment/quick-start', '--for=create', '--timeout=60s');
    });
    afterAll(() => sandbox.stop());

    test('loses nothing that it acknowledged, and the cluster still comes up', async () => {
      const { kubectl } = sandbox;
      const acknowledged: string[] = [];
      const random = seededRandom(seed);
      let writing = true;
      const writer = (async () => {
        for (let index = 0; writing; index += 1) {
          const { code } = await kubectl.attempt(['create', 'configmap', `kept-${index}`, `--from-literal=index=${index}`]);
          if (code === 0) acknowledged.push(`kept-${index}`);
        }
      })();
      try {
        await killing(sandbox, ['api-server'], 8, random);
        await eventually('the API server takes writes again', async () => (acknowledged.length > 5 ? true : undefined));
      } finally {
        writing = false;
        await writer;
      }
      await eventually('the API server answers', () => kubectl('get', '--raw', '/readyz'));
      const kept = new Set((await kubectl.items('get', 'configmaps')).map(({ metadata }) => metadata.name));
      expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
      await kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=180s');
    });
  },
  { embeddedOnly: 'the real API server is not ours to harden' },
);

/** Machines whose bootstrap data runs `kubeadm init`. */
async function countInits(kubectl: Kubectl): Promise<number> {
  const secrets = await kubectl.items<KubernetesItem & { type?: string; data?: Record<string, string> }>('get', 'secrets');
  return secrets.filter(({ data }) =>
    Buffer.from(data?.['value'] ?? '', 'base64')
      .toString()
      .includes('kubeadm init'),
  ).length;
}
