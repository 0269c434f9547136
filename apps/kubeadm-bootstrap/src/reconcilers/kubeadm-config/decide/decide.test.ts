import { later, minutes } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { aConfig, anObservation, created, now } from '../testing.ts';
import { decide, rules } from './decide.ts';
import type { Plan } from './plan.ts';

const controlPlane = ['ca', 'etcd', 'proxy', 'sa'] as const;
const token = { joinConfiguration: { discovery: { bootstrapToken: { token: 'abcdef.0123456789abcdef' } } } };
const externalEtcd = {
  clusterConfiguration: { etcd: { external: { endpoints: ['https://e:2379'], caFile: '/ca', certFile: '/crt', keyFile: '/key' } } },
};
const starting = { controlPlaneInitialized: false };
const candidate = { owner: { controlPlane: true }, cluster: starting };
const ours = { ours: true, ownerReferences: [] };
const wait = (...blockers: Extract<Plan, { step: 'wait' }>['blockers']): Plan => ({ step: 'wait', blockers });

describe('KubeadmConfig decision', () => {
  test.each<{ rule: string; seen: Observation; plan: Plan }>([
    {
      rule: 'leaves a config without Machine alone',
      seen: { now, config: aConfig(), certificates: {}, connected: false, tokenLifetime: minutes(15) },
      plan: { step: 'ignore', because: 'no-owner' },
    },
    { rule: 'pauses with the Cluster', seen: anObservation({ cluster: { paused: true } }), plan: { step: 'pause' } },
    {
      rule: 'pauses by annotation, whatever its value',
      seen: anObservation({ config: { metadata: { annotations: { 'cluster.x-k8s.io/paused': 'false' } } } }),
      plan: { step: 'pause' },
    },
    {
      rule: 'leaves a config on its way out alone',
      seen: anObservation({ config: { metadata: { deletionTimestamp: '2026-11-21T10:00:00Z' } } }),
      plan: { step: 'ignore', because: 'deleting' },
    },
    {
      rule: 'waits for the infrastructure',
      seen: anObservation({ cluster: { infrastructureProvisioned: false } }),
      plan: wait({ kind: 'infrastructure-not-ready' }),
    },
    {
      rule: 'recognises data that the Machine knows of, as after a move',
      seen: anObservation({ owner: { dataSecretName: 'machine-0' } }),
      plan: { step: 'recognise', secret: 'machine-0' },
    },
    {
      rule: 'recognises data that was made right before a crash',
      seen: anObservation({ dataSecret: ours, ...candidate }),
      plan: { step: 'recognise', secret: 'machine-0' },
    },
    {
      rule: 'adopts a data secret without owner',
      seen: anObservation({ config: { status: created() }, dataSecret: { ours: false, ownerReferences: [] } }),
      plan: { step: 'adopt-data-secret' },
    },
    {
      rule: 'never touches a secret of somebody else',
      seen: anObservation({ dataSecret: { ours: false, foreignOwner: 'KubeadmControlPlane demo', ownerReferences: [] } }),
      plan: wait({ kind: 'data-secret-taken', by: 'KubeadmControlPlane demo' }),
    },
    {
      rule: 'refuses a config that is named like a certificate secret',
      seen: anObservation({ config: { metadata: { name: 'demo-ca' } } }),
      plan: wait({ kind: 'data-secret-taken', by: 'the ca secret of Cluster demo' }),
    },
    {
      rule: 'rests once the data is there and needs no token',
      seen: anObservation({ config: { status: created() }, dataSecret: ours }),
      plan: { step: 'rest' },
    },
    {
      rule: 'rests once the machine has joined',
      seen: anObservation({ config: { status: created(), spec: token }, owner: { hasNode: true } }),
      plan: { step: 'rest' },
    },
    {
      rule: 'looks at a token for the first time after a third of its life',
      seen: anObservation({ config: { status: created(later(now, minutes(-2))), spec: token } }),
      plan: { step: 'keep-token', due: minutes(3) },
    },
    {
      rule: 'looks at an older token now',
      seen: anObservation({ config: { status: created(later(now, minutes(-7))), spec: token } }),
      plan: { step: 'keep-token', due: minutes(0) },
    },
    {
      rule: 'lets workers wait for the control plane',
      seen: anObservation({ cluster: starting }),
      plan: wait({ kind: 'control-plane-not-initialized' }),
    },
    {
      rule: 'initialises with the certificates of the control-plane object',
      seen: anObservation(candidate),
      plan: { step: 'initialize', generate: [], certificates: controlPlane },
    },
    {
      rule: 'does not initialise without the cluster authority, which kubeadm would replace by its own',
      seen: anObservation({ ...candidate, certificates: { sa: 'complete' } }),
      plan: wait({ kind: 'certificates-missing', secrets: ['demo-ca'] }),
    },
    {
      rule: 'does not take the lock with a version that kubeadm does not support',
      seen: anObservation({ ...candidate, owner: { controlPlane: true, version: 'v1.14.1' } }),
      plan: wait({ kind: 'version-unusable', why: 'Kubernetes v1.14.1 is older than v1.15.0' }),
    },
    {
      rule: 'makes the certificates that are missing when there is no control-plane object',
      seen: anObservation({
        owner: { controlPlane: true },
        cluster: { ...starting, hasControlPlane: false },
        certificates: { ca: 'complete' },
      }),
      plan: { step: 'initialize', generate: ['etcd', 'proxy', 'sa'], certificates: controlPlane },
    },
    {
      rule: 'never makes what belongs to an external etcd',
      seen: anObservation({
        config: { spec: externalEtcd },
        owner: { controlPlane: true },
        cluster: { ...starting, hasControlPlane: false },
        certificates: { etcd: 'without-key' },
      }),
      plan: wait({ kind: 'certificates-missing', secrets: ['demo-apiserver-etcd-client'] }),
    },
    {
      rule: 'goes on with the lock it holds already',
      seen: anObservation({ ...candidate, initLock: { holder: 'machine-0', holderGone: false } }),
      plan: { step: 'initialize', generate: [], certificates: controlPlane },
    },
    {
      rule: 'waits while another Machine holds the lock',
      seen: anObservation({ ...candidate, initLock: { holder: 'machine-1', holderGone: false } }),
      plan: wait({ kind: 'init-lock-held', holder: 'machine-1' }),
    },
    {
      rule: 'frees the lock of a Machine that is gone',
      seen: anObservation({ ...candidate, initLock: { holder: 'machine-1', holderGone: true } }),
      plan: { step: 'free-init-lock', because: 'holder-gone', holder: 'machine-1' },
    },
    {
      rule: 'never takes a lock that cannot be read',
      seen: anObservation({ ...candidate, initLock: { holderGone: false } }),
      plan: wait({ kind: 'init-lock-unreadable', lock: 'demo-lock' }),
    },
    {
      rule: 'joins a worker that knows only the certificate of the authority',
      seen: anObservation({ certificates: { ca: 'without-key' } }),
      plan: { step: 'join', role: 'worker', certificates: ['ca'] },
    },
    {
      rule: 'frees the lock that its own machine held, once the control plane is initialised',
      seen: anObservation({ config: { status: created() }, initLock: { holder: 'machine-0', holderGone: false } }),
      plan: { step: 'free-init-lock', because: 'initialized', holder: 'machine-0' },
    },
    {
      rule: 'joins whoever still holds the lock',
      seen: anObservation({ owner: { controlPlane: true }, initLock: { holder: 'machine-1', holderGone: false } }),
      plan: { step: 'join', role: 'control-plane', certificates: controlPlane },
    },
    {
      rule: 'does not join a control-plane machine without all keys',
      seen: anObservation({ owner: { controlPlane: true }, certificates: { ca: 'without-key', etcd: 'complete', proxy: 'complete' } }),
      plan: wait({ kind: 'certificates-missing', secrets: ['demo-ca', 'demo-sa'] }),
    },
    {
      rule: 'names everything that stands in the way before it makes a token',
      seen: anObservation({
        config: { spec: { joinConfiguration: { controlPlane: {} }, format: 'ignition' } },
        cluster: { endpoint: undefined as never },
        connected: false,
      }),
      plan: wait(
        { kind: 'format-unsupported', format: 'ignition' },
        { kind: 'worker-with-control-plane-settings' },
        { kind: 'endpoint-missing' },
        { kind: 'workload-cluster-unreachable' },
      ),
    },
    {
      rule: 'needs neither endpoint nor connection when a file of the user tells all',
      seen: anObservation({
        config: { spec: { joinConfiguration: { discovery: { file: { kubeConfigPath: '/k' } } } } },
        cluster: { endpoint: undefined as never },
        connected: false,
      }),
      plan: { step: 'join', role: 'worker', certificates: ['ca'] },
    },
  ])('$rule', ({ seen, plan }) => expect(decide(seen)).toEqual(plan));

  test('asks its rules in this order', () => {
    expect(rules.map(({ name }) => name)).toEqual([
      'standAside',
      'dataSecret',
      'waitForInfrastructure',
      'freeInitLock',
      'keepToken',
      'initialize',
      'join',
    ]);
  });
});
