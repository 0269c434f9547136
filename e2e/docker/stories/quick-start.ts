import { connect } from 'node:net';

import type { Kubectl, KubernetesItem } from '../../harness/kubectl.ts';
import {
  apply,
  containersOf,
  deleteCluster,
  isControlPlane,
  isReady,
  machinesOf,
  nodeOf,
  objectsOf,
  readyNodes,
  untilAvailable,
  type Wish,
} from '../harness/clusters.ts';
import { eventually } from '../harness/eventually.ts';
import { appliedBy, appliedNow, printFigures } from '../harness/figures.ts';
import { quickStart } from '../harness/quick-start.ts';
import { blocks, theUser, type User } from '../harness/user.ts';
import { theWorld } from '../harness/world.ts';

describe('a cluster of one control plane and one worker', () => {
  const world = theWorld();
  const small: Wish = { namespace: 'small', name: 'small', controlPlanes: 1, workers: 1 };

  test('comes up, and how long that takes is printed', async () => {
    const applied = appliedNow(world);
    await apply(world, small.namespace, objectsOf(world, small));
    await untilAvailable(world, small);
    await printFigures(world, small, applied);
    expect(await readyNodes(world, small)).toHaveLength(2);
  });

  test('is deleted', async () => {
    await deleteCluster(world, small);
    expect(await containersOf(world, small)).toEqual([]);
  });
});

describe('who follows docs/start/docker.md', () => {
  let user: User;
  let world: User['world'];
  let workload: Kubectl;

  test('starts a cluster with one command, and how long that takes is printed', async () => {
    user = await theUser(theWorld());
    ({ world } = user);
    await untilAvailable(world, quickStart);
    await printFigures(world, quickStart, appliedBy(user));
    expect(user.printed()).toMatch(/5 of 5 Machines run, \d+\.\d s after apply/);
    workload = await world.workload(quickStart.namespace, quickStart.name);
  });

  test('sees it as objects, containers and nodes', async () => {
    const [objects = '', cluster = ''] = blocks('Look');
    const shown = await user.type(objects, 'management');
    expect(shown.match(/^machine\.cluster\.x-k8s\.io\/.* Running /gm)).toHaveLength(5);
    expect(shown).toContain(`${quickStart.name}-lb`);
    expect((await user.type(cluster, 'workload')).match(/ Ready /g)).toHaveLength(5);
  });

  test('has five Nodes by the kubeconfig in the Secret, too', async () => {
    const nodes = await workload('get', 'nodes');
    expect(nodes.match(/ Ready /g)).toHaveLength(5);
    expect(nodes.match(/ control-plane /g)).toHaveLength(3);
    const machines = await machinesOf(world, quickStart);
    expect(machines.map(nodeOf).toSorted()).toEqual(await readyNodes(world, quickStart));
  });

  test('has Machines that say who they are, where, and in which version', async () => {
    for (const machine of await machinesOf(world, quickStart)) {
      expect(machine.spec?.['providerID']).toMatch(/^docker:\/\/\/\//);
      const node = await workload.json<KubernetesItem>('get', 'node', nodeOf(machine));
      expect(node.spec?.['providerID']).toBe(machine.spec?.['providerID']);
      expect(machine.status?.['addresses']).toEqual(
        expect.arrayContaining([{ type: 'InternalIP', address: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/) }]),
      );
      expect(machine.status?.['nodeInfo']).toMatchObject({ kubeletVersion: world.versions[0] });
    }
  });

  test('has nothing but Ready pods in kube-system', async () => {
    const pods = await eventually('all of them are Ready', async () => {
      const found = await workload.items('-n', 'kube-system', 'get', 'pods');
      return found.every(isReady) ? found : undefined;
    });
    // Four for each control plane, kube-proxy on each node, two of CoreDNS.
    expect(pods).toHaveLength(3 * 4 + 5 + 2);
  });

  describe('with a workload of three pods behind a Service', () => {
    let pods: readonly KubernetesItem[];
    const workers = async (): Promise<readonly string[]> =>
      (await machinesOf(world, quickStart)).filter((machine) => !isControlPlane(machine)).map(nodeOf);

    test('has a shell in it, and something that answers', async () => {
      const [first = ''] = blocks('A shell in it');
      expect(await user.type(first, 'workload')).toMatch(/^web-\S+$/m);
    });

    test('runs on its workers', async () => {
      pods = await workload.items('get', 'pods', '-l', 'app=web');
      const nodes = new Set(pods.map(({ spec }) => String(spec?.['nodeName'])));
      expect([...nodes].toSorted()).toEqual((await workers()).toSorted());
    });

    test('answers from another node, each of them', async () => {
      const service = await workload('get', 'service', 'web', '-o', 'jsonpath={.spec.clusterIP}');
      const [node = ''] = (await machinesOf(world, quickStart)).filter(isControlPlane).map(nodeOf);
      // Nodes have neither curl nor wget.
      const ask = `exec 3<>/dev/tcp/${service}/80; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; timeout 3 cat <&3`;
      const answered = new Set<string>();
      await eventually('each of the three has answered', async () => {
        answered.add(await world.inContainer(node, `bash -c '${ask}' | tail -n 1`));
        return answered.size === 3 ? true : undefined;
      });
      for (const { metadata } of pods) expect([...answered].join(' ')).toContain(metadata.name);
    });

    test('shows what its pods log, and runs commands in them', async () => {
      const pod = pods[0]?.metadata.name ?? '';
      expect((await workload('logs', pod)).length).toBeGreaterThan(0);
      expect((await workload('exec', pod, '--', 'hostname')).trim()).toBe(pod);
    });

    test('is reached by port-forward', async () => {
      const forward = workload.start('port-forward', `pod/${pods[0]?.metadata.name}`, ':8080');
      try {
        let printed = '';
        forward.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
        const port = await eventually('kubectl listens', async () => /127\.0\.0\.1:(\d+) ->/.exec(printed)?.[1]);
        const answer = await new Promise<string>((resolve, reject) => {
          const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
          let text = '';
          socket.on('data', (chunk) => (text += chunk.toString()));
          socket.on('end', () => resolve(text));
          socket.on('error', reject);
        });
        expect(answer).toContain('200 OK');
      } finally {
        forward.kill();
      }
    });
  });
});
