import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConfigMap, Node, Pod, Secret } from '@capi/api';
import {
  createAdminKubeconfig,
  discoveryHashes,
  issueCertificate,
  type CertificateAndKey,
  type CertificatePurpose,
} from '@capi/certificates';
import { nodeKeySource, silentLog, systemClock } from '@capi/controller-runtime';
import { connectEtcd, type EtcdClient } from '@capi/etcd';
import { days, later, printInstant, minutes, seededRandom, seconds } from '@capi/seams';
import { openPortForward } from '@capi/workload-cluster';

import { portRange } from './network/front.ts';
import type { SimulatedCluster } from './simulated-cluster.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { aPki, initData, joinData } from './testing/bootstrap-data.ts';

const clock = systemClock();
const keys = nodeKeySource();
const { signal } = new AbortController();
const key = { namespace: 'team-a', name: 'demo' };
const token = 'abcdef.0123456789abcdef';

let simulation: Simulation;
let cluster: SimulatedCluster;
let endpoint: string;
let pki: ReadonlyMap<CertificatePurpose, CertificateAndKey>;
const part = (purpose: CertificatePurpose): CertificateAndKey => pki.get(purpose) ?? { certificate: '', privateKey: '' };

beforeEach(async () => {
  simulation = createSimulation({ clock, random: seededRandom(1), keys, log: silentLog, host: '127.0.0.1' });
  cluster = await simulation.open({ key, uid: 'cluster-uid' }, new Set(), signal);
  endpoint = `${cluster.endpoint.host}:${cluster.endpoint.port}`;
  pki = await aPki(clock.now(), keys);
});
afterEach(() => simulation.close());

const machine = (name: string, bootstrapData: ReturnType<typeof initData>, bootstrapped = false, version = 'v1.34.0') => ({
  name,
  uid: `${name}-uid`,
  providerID: `in-memory://${name}`,
  version,
  bootstrapData,
  bootstrapped,
});

async function up(name: string, bootstrapData: ReturnType<typeof initData>, bootstrapped = false, version?: string): Promise<void> {
  await cluster.boot(machine(name, bootstrapData, bootstrapped, version), signal);
  await cluster.startEtcd(name, signal);
  await cluster.startApiServer(name, signal);
}

async function putToken(expires = later(clock.now(), minutes(15))): Promise<void> {
  const [id = '', secretHalf = ''] = token.split('.');
  const values = {
    'token-id': id,
    'token-secret': secretHalf,
    expiration: printInstant(expires),
    'usage-bootstrap-authentication': 'true',
    'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
  };
  await cluster.admin.create(
    Secret,
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
      type: 'bootstrap.kubernetes.io/token',
      data: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Buffer.from(value).toString('base64')])),
    },
    signal,
  );
}
const joining = (overrides: Partial<Parameters<typeof joinData>[0]> = {}) =>
  joinData({ endpoint, token, hashes: discoveryHashes(part('ca').certificate), ...overrides });

async function etcdOf(member: string): Promise<EtcdClient> {
  const config = await createAdminKubeconfig(
    { cluster: 'demo', server: `https://${endpoint}`, authority: part('ca'), now: clock.now(), algorithm: 'ECDSA-P256' },
    keys,
    signal,
  );
  const client = await issueCertificate(
    part('etcd'),
    { commonName: 'cluster-api.x-k8s.io', usages: ['client'], notAfter: later(clock.now(), days(1)), algorithm: 'ECDSA-P256' },
    keys,
    signal,
  );
  return connectEtcd(
    {
      member,
      clock,
      dialTimeout: seconds(2),
      dial: (stop) => openPortForward(config, { namespace: 'kube-system', name: `etcd-${member}` }, 2379, stop),
      tls: { ca: part('etcd').certificate, cert: client.certificate, key: client.privateKey },
    },
    signal,
  );
}

const nodes = async () => (await cluster.admin.list(Node, {}, signal)).map(({ metadata }) => metadata.name);
const pods = async () => (await cluster.admin.list(Pod, { namespace: 'kube-system' }, signal)).map(({ metadata }) => metadata.name);

describe('simulated cluster', () => {
  test('becomes a kubeadm cluster from the documents of its machines', async () => {
    await up('cp-0', initData(pki, endpoint));
    await putToken();
    await up('cp-1', joining({ pki }));
    await up('worker-0', joining());

    expect(await nodes()).toEqual(['cp-0', 'cp-1', 'worker-0']);
    expect(await pods()).toEqual(expect.arrayContaining(['etcd-cp-0', 'etcd-cp-1', 'kube-apiserver-cp-1', 'kube-scheduler-cp-0']));
    const config = await cluster.admin.get(ConfigMap, { namespace: 'kube-system', name: 'kubeadm-config' }, signal);
    expect(config?.data?.['ClusterConfiguration']).toContain('kubernetesVersion: v1.34.0');
    const worker = await cluster.admin.get(Node, { name: 'worker-0' }, signal);
    expect(worker?.spec).toMatchObject({ providerID: 'in-memory://worker-0', taints: [{ key: 'node.cluster.x-k8s.io/uninitialized' }] });
    expect((await pods()).filter((name) => name.startsWith('kube-proxy-'))).toHaveLength(3);
    expect((await pods()).filter((name) => name.startsWith('coredns-'))).toHaveLength(2);
  });

  test('runs the Kubernetes of the first book from the documents of its kubeadm', async () => {
    const [api, version] = ['kubeadm.k8s.io/v1beta2', 'v1.15.3'];
    const configuration = {
      apiVersion: api,
      kubernetesVersion: version,
      dns: { type: 'CoreDNS' },
      controllerManager: { extraArgs: { v: '2' } },
    };
    await up(
      'cp-0',
      initData(pki, endpoint, { clusterConfiguration: configuration, initConfiguration: { apiVersion: api } }),
      false,
      version,
    );
    await putToken();
    await up('worker-0', joining({ api }), false, version);

    const worker = await cluster.admin.get(Node, { name: 'worker-0' }, signal);
    expect(worker?.status?.nodeInfo?.kubeletVersion).toBe(version);
    const config = await cluster.admin.get(ConfigMap, { namespace: 'kube-system', name: 'kubeadm-config' }, signal);
    expect(config?.data?.['ClusterConfiguration']).toContain(`kubernetesVersion: ${version}`);
  });

  test('answers etcd calls through a port-forward, by the member that was asked', async () => {
    await up('cp-0', initData(pki, endpoint));
    await putToken();
    await up('cp-1', joining({ pki }));
    const [first, second] = [await etcdOf('cp-0'), await etcdOf('cp-1')];

    const members = await first.members(signal);
    const idOf = (name: string): string => members.find((member) => member.name === name)?.id ?? '';
    expect(members.map(({ name }) => name)).toEqual(['cp-0', 'cp-1']);
    expect(await second.status(signal)).toMatchObject({ memberID: idOf('cp-1'), leader: idOf('cp-0'), version: '3.6.5' });
    expect(await second.alarms(signal)).toEqual([]);

    await expect(second.moveLeader(idOf('cp-1'), signal)).rejects.toThrow('etcdserver: not leader');
    await first.moveLeader(idOf('cp-1'), signal);
    expect((await second.status(signal)).leader).toBe(idOf('cp-1'));

    // The leader leaves without handing over: the other one is elected.
    await first.removeMember(idOf('cp-1'), signal);
    await first.removeMember(idOf('cp-1'), signal);
    expect((await first.status(signal)).leader).toBe(idOf('cp-0'));
    await expect(second.status(signal)).rejects.toThrow('etcdserver: server stopped');
    first.close();
    second.close();
  });

  test('lets nobody into etcd without a certificate of its authority', async () => {
    await up('cp-0', initData(pki, endpoint));
    const genuine = part('etcd');
    const stranger = new Map(pki).set('etcd', (await aPki(clock.now(), keys)).get('etcd') ?? genuine);
    pki = stranger;
    await expect(etcdOf('cp-0')).rejects.toThrow(/certificate/);
  });

  test.each<{ rule: string; data: () => Promise<ReturnType<typeof joinData>>; error: RegExp }>([
    {
      rule: 'a token that is not in the cluster',
      data: async () => joining({ token: 'zzzzzz.0123456789abcdef' }),
      error: /cannot kubeadm join: TLS bootstrap for machine worker-0: the API server does not accept the token/,
    },
    {
      rule: 'a pinned hash of another authority',
      data: async () => joining({ hashes: discoveryHashes((await aPki(clock.now(), keys)).get('ca')?.certificate ?? '') }),
      error: /kubeadm join: discovery .*none of the pinned hashes/,
    },
    {
      rule: 'certificates of another cluster on a control-plane machine',
      data: async () => joining({ pki: await aPki(clock.now(), keys) }),
      error: /control-plane-prepare certs .*ca\.crt on this machine is not the cluster's authority/,
    },
    {
      rule: 'a second kubeadm init',
      data: async () => initData(pki, endpoint),
      error: /kubeadm init: preflight .*already initialised: node cp-0/,
    },
  ])('does not take a machine with $rule', async ({ data, error }) => {
    await up('cp-0', initData(pki, endpoint));
    await putToken();
    await expect(cluster.boot(machine('worker-0', await data()), signal)).rejects.toThrow(error);
    await expect(cluster.boot(machine('worker-0', await data()), signal)).rejects.toMatchObject({ retry: 'terminal' });
    expect(await nodes()).toEqual(['cp-0']);
  });

  test('does not take a machine whose token has expired', async () => {
    await up('cp-0', initData(pki, endpoint));
    await putToken(later(clock.now(), seconds(-1)));
    await expect(cluster.boot(machine('worker-0', joining()), signal)).rejects.toThrow(/does not accept the token/);
  });

  test('lets a machine wait while no API server answers', async () => {
    await expect(cluster.boot(machine('worker-0', joining()), signal)).rejects.toMatchObject({ retry: 'transient' });
  });

  test('loses what belongs to a machine that is switched off, and goes on without it', async () => {
    await up('cp-0', initData(pki, endpoint));
    await putToken();
    await up('cp-1', joining({ pki }));
    await cluster.powerOff({ name: 'cp-0', providerID: 'in-memory://cp-0' }, signal);

    expect(await nodes()).toEqual(['cp-1']);
    expect((await pods()).filter((name) => name.includes('cp-0'))).toEqual([]);
    const etcd = await etcdOf('cp-1');
    expect((await etcd.members(signal)).map(({ name }) => name)).toEqual(['cp-1']);
    expect((await etcd.status(signal)).leader).toBe((await etcd.status(signal)).memberID);
    etcd.close();
  });

  test('starts again from the documents after its process was killed', async () => {
    await up('cp-0', initData(pki, endpoint));
    const before = await etcdOf('cp-0');
    const { memberID, clusterID } = await before.status(signal);
    before.close();
    await simulation.close();

    simulation = createSimulation({ clock, random: seededRandom(2), keys, log: silentLog, host: '127.0.0.1' });
    cluster = await simulation.open({ key, uid: 'cluster-uid', port: Number(endpoint.split(':')[1]) }, new Set(), signal);
    await up('cp-0', initData(pki, endpoint), true);
    const after = await etcdOf('cp-0');
    expect(await after.status(signal)).toMatchObject({ memberID, clusterID, leader: memberID });
    after.close();
    expect(await nodes()).toEqual(['cp-0']);
  });

  test('starts again from a machine that joined, when the one that made it is gone', async () => {
    await up('cp-1', joining({ pki }), true);
    await putToken();
    await up('worker-0', joining());
    expect(await nodes()).toEqual(['cp-1', 'worker-0']);
    const etcd = await etcdOf('cp-1');
    expect((await etcd.members(signal)).map(({ name }) => name)).toEqual(['cp-1']);
    etcd.close();
  });

  test('goes on where it was when its state is kept, tokens and members included', async () => {
    await simulation.close();
    const stateDirectory = mkdtempSync(join(tmpdir(), 'simulation-'));
    const restart = async (seed: number): Promise<void> => {
      simulation = createSimulation({ clock, random: seededRandom(seed), keys, log: silentLog, host: '127.0.0.1', stateDirectory });
      cluster = await simulation.open({ key, uid: 'kept', port: Number(endpoint.split(':')[1]) }, new Set(), signal);
    };
    await restart(1);
    await up('cp-0', initData(pki, endpoint));
    await putToken();
    await up('cp-1', joining({ pki }));
    const first = await etcdOf('cp-0');
    const cp1 = (await first.members(signal)).find(({ name }) => name === 'cp-1')?.id ?? '';
    await first.moveLeader(cp1, signal);
    first.close();
    await simulation.close();

    await restart(2);
    await up('cp-1', joining({ pki }), true);
    await up('worker-0', joining());
    expect(await nodes()).toEqual(['cp-0', 'cp-1', 'worker-0']);
    const second = await etcdOf('cp-1');
    expect((await second.status(signal)).leader).toBe(cp1);
    second.close();
    await simulation.remove({ key, uid: 'kept' });
    expect(readdirSync(stateDirectory)).toEqual([]);
    rmSync(stateDirectory, { recursive: true });
  });

  test('closes its port when it is removed', async () => {
    await up('cp-0', initData(pki, endpoint));
    await simulation.remove({ key, uid: 'cluster-uid' });
    expect(simulation.cluster(key)).toBeUndefined();
    const refused = new Promise((resolve, reject) => {
      connectTcp(cluster.endpoint.port, cluster.endpoint.host).on('error', resolve).on('connect', reject);
    });
    await expect(refused).resolves.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('port of a simulated cluster', () => {
  test('is the first that is neither in use nor promised', async () => {
    const { port } = cluster.endpoint;
    expect(port).toBeGreaterThanOrEqual(portRange.first);
    const other = await simulation.open({ key: { ...key, name: 'other' }, uid: 'other' }, new Set([port + 1]), signal);
    expect(other.endpoint.port).toBeGreaterThan(port + 1);
  });

  test('is refused with a clear reason when somebody else has it', async () => {
    const opening = simulation.open({ key: { ...key, name: 'other' }, uid: 'other', port: cluster.endpoint.port }, new Set(), signal);
    await expect(opening).rejects.toThrow(/cannot open the API server port for Cluster team-a\/other: port \d+ of 127\.0\.0\.1 is in use/);
  });
});
