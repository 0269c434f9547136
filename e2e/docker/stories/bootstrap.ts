import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createAuthority } from '@capi/certificates';
import { nodeKeySource, systemClock } from '@capi/controller-runtime';

import type { KubernetesItem } from '../../harness/kubectl.ts';
import {
  apply,
  containerOf,
  deleteCluster,
  isControlPlane,
  machinesOf,
  objectsOf,
  ofKind,
  untilRunning,
  type Manifest,
  type Wish,
} from '../harness/clusters.ts';
import { eventually } from '../harness/eventually.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const wish: Wish = { namespace: 'bootstrap', name: 'custom', controlPlanes: 1, workers: 1 };
const purposes = ['ca', 'etcd', 'proxy'] as const;
const motd = 'kept in a Secret: ünïcode, "quotes" and $dollars\n';

const secret = (name: string, stringData: Record<string, string>, type = 'Opaque'): Manifest => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { namespace: wish.namespace, name, labels: { 'cluster.x-k8s.io/cluster-name': wish.name } },
  type,
  stringData,
});

/** A worker whose bootstrap data holds a command that fails. */
function failingWorker(objects: readonly Manifest[]): readonly Manifest[] {
  const template = structuredClone(ofKind(objects, 'KubeadmConfigTemplate'));
  const deployment = structuredClone(ofKind(objects, 'MachineDeployment'));
  for (const object of [template, deployment]) object['metadata'].name = 'failing';
  template['spec'].template.spec.preKubeadmCommands = ['echo first', 'echo "no such disk" >&2; exit 7', 'echo never'];
  deployment['spec'].replicas = 1;
  deployment['spec'].template.spec.bootstrap.configRef.name = 'failing';
  return [template, deployment];
}

describe('bootstrap data in all its parts', () => {
  const authorities = new Map<string, string>();
  let controlPlane: string;
  const mount = join(world.folder, 'mounted');

  beforeAll(async () => {
    mkdirSync(mount, { recursive: true });
    writeFileSync(join(mount, 'hello'), 'from the host\n');
    const { signal } = new AbortController();
    const secrets: Manifest[] = [secret('motd', { text: motd })];
    for (const purpose of purposes) {
      const authority = await createAuthority(
        { now: systemClock().now(), algorithm: 'RSA-2048', commonName: `custom ${purpose}` },
        nodeKeySource(),
        signal,
      );
      authorities.set(purpose, authority.certificate);
      secrets.push(
        secret(`${wish.name}-${purpose}`, { 'tls.crt': authority.certificate, 'tls.key': authority.privateKey }, 'cluster.x-k8s.io/secret'),
      );
    }
    const objects = objectsOf(world, wish);
    Object.assign(ofKind(objects, 'KubeadmControlPlane')['spec'].kubeadmConfigSpec, {
      files: [
        {
          path: '/etc/motd.d/custom',
          owner: 'www-data:www-data',
          permissions: '0640',
          contentFrom: { secret: { name: 'motd', key: 'text' } },
        },
        { path: '/opt/packed', encoding: 'gzip+base64', content: 'H4sIAAAAAAACAytITM5OTE8FAJVnaN4HAAAA' },
        { path: '/etc/shells', content: '/opt/own-shell\n', append: true },
      ],
      preKubeadmCommands: ['test ! -e /etc/kubernetes/admin.conf && hostname > /opt/before'],
      postKubeadmCommands: ['KUBECONFIG=/etc/kubernetes/admin.conf kubectl get nodes -o name > /opt/after'],
      users: [
        {
          name: 'operator',
          groups: 'adm',
          shell: '/bin/sh',
          sudo: 'ALL=(ALL) NOPASSWD:ALL',
          sshAuthorizedKeys: ['ssh-ed25519 AAAA operator'],
        },
      ],
    });
    ofKind(objects, 'DevMachineTemplate')['spec'].template.spec.backend.docker = {
      extraMounts: [{ hostPath: mount, containerPath: '/mnt/from-host', readOnly: true }],
      preLoadImages: [world.imageToPreload],
    };
    await apply(world, wish.namespace, secrets);
    await apply(world, wish.namespace, objects);
    await untilRunning(world, wish);
    controlPlane = (await machinesOf(world, wish)).filter(isControlPlane).map(containerOf)[0] ?? '';
  });
  afterAll(async () => void (await deleteCluster(world, wish)));

  test.each([
    ['ca', 'ca.crt'],
    ['etcd', 'etcd/ca.crt'],
    ['proxy', 'front-proxy-ca.crt'],
  ])('custom authority "%s" signs in the cluster', async (purpose, file) => {
    expect(await world.inContainer(controlPlane, `cat /etc/kubernetes/pki/${file}`)).toBe(authorities.get(purpose)?.trim());
  });

  test('a file from a Secret has its content, owner and mode', async () => {
    expect(`${await world.inContainer(controlPlane, 'cat /etc/motd.d/custom')}\n`).toBe(motd);
    expect(await world.inContainer(controlPlane, 'stat -c "%U:%G %a" /etc/motd.d/custom')).toBe('www-data:www-data 640');
  });

  test('a packed file is unpacked, and one that is appended to grows', async () => {
    expect(await world.inContainer(controlPlane, 'cat /opt/packed')).toBe('package');
    expect(await world.inContainer(controlPlane, 'cat /etc/shells')).toMatch(/^\/bin\/sh\n[^]*^\/opt\/own-shell$/m);
  });

  test('commands run before and after kubeadm', async () => {
    expect(await world.inContainer(controlPlane, 'cat /opt/before')).toBe(controlPlane);
    expect(await world.inContainer(controlPlane, 'cat /opt/after')).toContain(`node/${controlPlane}`);
  });

  test('a user is there, with groups, shell, keys and rights', async () => {
    expect(
      await world.inContainer(controlPlane, 'id -nG operator; getent passwd operator | cut -d: -f7; cat ~operator/.ssh/authorized_keys'),
    ).toBe('operator adm\n/bin/sh\nssh-ed25519 AAAA operator');
    expect(await world.inContainer(controlPlane, 'cat /etc/sudoers.d/*')).toContain('operator ALL=(ALL) NOPASSWD:ALL');
  });

  test('a folder of the host is mounted, to read only', async () => {
    expect(await world.inContainer(controlPlane, 'cat /mnt/from-host/hello')).toBe('from the host');
    await expect(world.inContainer(controlPlane, 'touch /mnt/from-host/own')).rejects.toThrow(/Read-only/i);
  });

  test('an image of the engine is in the container runtime', async () => {
    expect(await world.inContainer(controlPlane, 'ctr --namespace=k8s.io images list --quiet')).toContain(world.imageToPreload);
  });

  test('no file with keys or tokens that was needed once is left behind', async () => {
    const [token = 'none'] = (
      await world.inContainer(
        controlPlane,
        'grep -rhoE "[a-z0-9]{6}\\.[a-z0-9]{16}" /run/cluster-api /var/lib/cluster-api 2>/dev/null || true',
      )
    ).split('\n');
    expect(token).toBe('');
  });

  test('a failing command is told in a condition that a person understands', async () => {
    // Not before: a Cluster with a worker that fails does not become available.
    await apply(world, wish.namespace, failingWorker(objectsOf(world, wish)));
    const condition = await eventually('the machine says what failed', async () => {
      const machines = await world.kubectl.items<KubernetesItem>('-n', wish.namespace, 'get', 'devmachines');
      return machines
        .flatMap(({ status }) => status?.conditions ?? [])
        .find(({ type, reason }) => type === 'BootstrapCompleted' && reason === 'Failed');
    });
    expect(condition.status).toBe('False');
    expect(condition.message).toMatch(/exit code 7/i);
    expect(condition.message).toContain('no such disk');
    expect(condition.message).not.toMatch(/[a-z0-9]{6}\.[a-z0-9]{16}/);
    const ofMachine = await eventually('the Machine says so, too', async () => {
      const machine = (await machinesOf(world, wish)).find(({ metadata }) => metadata.name.startsWith('failing'));
      return machine?.status?.conditions?.find(({ type, message }) => type === 'InfrastructureReady' && message?.includes('no such disk'));
    });
    expect(ofMachine.status).toBe('False');
    await world.kubectl('-n', wish.namespace, 'delete', 'machinedeployment', 'failing', '--timeout=300s');
  });
});
