import { Secret } from '@capi/api';
import { createAdminKubeconfig, discoveryHashes, type CertificateAndKey, type CertificatePurpose } from '@capi/certificates';
import { nodeKeySource, silentLog, systemClock } from '@capi/controller-runtime';
import { between, days, seconds, seededRandom } from '@capi/seams';
import { createSimulation, type SimulatedCluster, type Simulation } from '@capi/simulated-machine';
import { aPki, initData, joinData } from '@capi/simulated-machine/testing';
import { openPortForward, type WorkloadConnection } from '@capi/workload-cluster';

import { createEtcdAccess, type EtcdAccess, type EtcdCluster } from './etcd-access.ts';
import { servingCertificateExpiry } from './serving-certificate.ts';

const clock = systemClock();
const keys = nodeKeySource();
const { signal } = new AbortController();
const token = 'abcdef.0123456789abcdef';

let simulation: Simulation;
let cluster: SimulatedCluster;
let pki: ReadonlyMap<CertificatePurpose, CertificateAndKey>;
let access: EtcdAccess;
let tunnels: string[];

beforeEach(async () => {
  simulation = createSimulation({ clock, random: seededRandom(1), keys, log: silentLog, host: '127.0.0.1' });
  cluster = await simulation.open({ key: { namespace: 'a', name: 'demo' }, uid: 'u' }, new Set(), signal);
  pki = await aPki(clock.now(), keys);
  const endpoint = `${cluster.endpoint.host}:${cluster.endpoint.port}`;
  await up('cp-0', initData(pki, endpoint));
  await cluster.admin.create(Secret, tokenSecret, signal);
  for (const name of ['cp-1', 'cp-2']) await up(name, joinData({ endpoint, token, hashes: discoveryHashes(part('ca').certificate), pki }));
  access = createEtcdAccess({ clock, keys, dialTimeout: seconds(2), callTimeout: seconds(2) });
  tunnels = [];
});
afterEach(async () => {
  access.close();
  await simulation.close();
});

const part = (purpose: CertificatePurpose): CertificateAndKey => pki.get(purpose) ?? { certificate: '', privateKey: '' };

async function up(name: string, bootstrapData: ReturnType<typeof initData>): Promise<void> {
  const machine = { name, uid: `${name}-uid`, providerID: `in-memory://${name}`, version: 'v1.34.0', bootstrapData, bootstrapped: false };
  await cluster.boot(machine, signal);
  await cluster.startEtcd(name, signal);
  await cluster.startApiServer(name, signal);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const tokenSecret: Secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'bootstrap-token-abcdef', namespace: 'kube-system' },
  type: 'bootstrap.kubernetes.io/token',
  data: {
    'token-id': base64('abcdef'),
    'token-secret': base64('0123456789abcdef'),
    'usage-bootstrap-authentication': base64('true'),
    'auth-extra-groups': base64('system:bootstrappers:kubeadm:default-node-token'),
  },
};

async function anEtcdCluster(nodes: readonly string[] = ['cp-0', 'cp-1', 'cp-2']): Promise<EtcdCluster> {
  const server = `https://${cluster.endpoint.host}:${cluster.endpoint.port}`;
  const authority = part('ca');
  const config = await createAdminKubeconfig(
    { cluster: 'demo', server, authority, now: clock.now(), algorithm: 'ECDSA-P256' },
    keys,
    signal,
  );
  const connection: Pick<WorkloadConnection, 'portForward'> = {
    portForward: (pod, port, stop) => {
      tunnels.push(pod.name);
      return openPortForward(config, pod, port, stop);
    },
  };
  return { uid: 'u', connection: connection as WorkloadConnection, authority: part('etcd'), nodes };
}

describe('access to etcd', () => {
  test('reads members, alarms and leader, over one tunnel for many reconciles', async () => {
    const etcd = await anEtcdCluster();
    const read = await access.read(etcd, signal);
    await access.read(etcd, signal);
    expect(read).toMatchObject({ kind: 'read', members: ['cp-0', 'cp-1', 'cp-2'].map((name) => ({ name, learner: false, alarms: [] })) });
    expect(tunnels).toEqual(['etcd-cp-0']);
  });

  test('hands leadership over and removes a member by asking another', async () => {
    const etcd = await anEtcdCluster();
    const seen = await access.read(etcd, signal);
    const idOf = (name: string): string => (seen.kind === 'read' ? (seen.members.find((member) => member.name === name)?.id ?? '') : '');
    await access.moveLeader(etcd, 'cp-0', [idOf('cp-2')], signal);
    expect(await access.read(etcd, signal)).toMatchObject({ leader: idOf('cp-2') });
    const member = { id: idOf('cp-0'), node: 'cp-0' };
    await access.removeMember(etcd, member, signal);
    await access.removeMember(etcd, member, signal);
    expect(await access.read({ ...etcd, nodes: ['cp-1', 'cp-2'] }, signal)).toMatchObject({
      members: [{ name: 'cp-1' }, { name: 'cp-2' }],
    });
  });

  test('asks the others when the member that it knows is gone', async () => {
    const etcd = await anEtcdCluster();
    await access.read(etcd, signal);
    await cluster.powerOff({ name: 'cp-0', providerID: 'in-memory://cp-0' }, signal);
    expect(await access.read(etcd, signal)).toMatchObject({ kind: 'read' });
  });

  test('says why when nobody answers', async () => {
    expect(await access.read(await anEtcdCluster(['cp-9']), signal)).toMatchObject({
      kind: 'unread',
      why: expect.stringContaining('cp-9'),
    });
  });
});

test('the date on an API server certificate is read through a tunnel', async () => {
  const { connection } = await anEtcdCluster();
  const expiry = await servingCertificateExpiry(clock)(connection, 'cp-0', 6443, signal);
  expect(between(clock.now(), expiry)).toBeGreaterThan(days(300));
});
