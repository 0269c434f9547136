import type { UnstructuredObject } from '../../meta/object.ts';
import { convertObject } from '../../products/convert-object.ts';
import { KubeadmConfig } from './kind.ts';

const context = { apiVersionOf: () => '', serves: () => false };
const group = 'bootstrap.cluster.x-k8s.io';
const object = (version: string, spec: object, status?: object): UnstructuredObject =>
  ({
    apiVersion: `${group}/${version}`,
    kind: 'KubeadmConfig',
    metadata: { name: 'a', namespace: 'b' },
    spec,
    ...(status === undefined ? {} : { status }),
  }) as unknown as UnstructuredObject;
const to = (version: string, from: UnstructuredObject): UnstructuredObject =>
  convertObject(KubeadmConfig, from, `${group}/${version}`, context);
const specIn = (version: string, from: UnstructuredObject): unknown => (to(version, from) as unknown as { spec?: unknown }).spec;

describe('KubeadmConfig of v1alpha2', () => {
  test.each([
    {
      rule: 'lists flags by name and keeps their values to the letter',
      old: { initConfiguration: { nodeRegistration: { kubeletExtraArgs: { 'eviction-hard': 'nodefs.available<0%,a=b', a: '1' } } } },
      hub: {
        initConfiguration: {
          nodeRegistration: {
            kubeletExtraArgs: [
              { name: 'a', value: '1' },
              { name: 'eviction-hard', value: 'nodefs.available<0%,a=b' },
            ],
          },
        },
      },
    },
    {
      rule: 'keeps what the controller computes out of the hub',
      old: {
        clusterConfiguration: {
          clusterName: 'x',
          kubernetesVersion: 'v1.15.3',
          networking: { podSubnet: '10.0.0.0/8' },
          useHyperKubeImage: true,
        },
      },
      hub: undefined,
    },
    {
      rule: 'drops the type of the DNS add-on and keeps its image',
      old: { clusterConfiguration: { dns: { type: 'CoreDNS', imageTag: '1.3.1' } } },
      hub: { clusterConfiguration: { dns: { imageTag: '1.3.1' } } },
    },
    {
      rule: 'leaves out empty commands, which the hub does not take',
      old: { preKubeadmCommands: ['a', ''], postKubeadmCommands: [] },
      hub: { preKubeadmCommands: ['a'] },
    },
    {
      rule: 'leaves out the empty values that old clients always wrote',
      old: { joinConfiguration: { controlPlane: { localAPIEndpoint: { advertiseAddress: '', bindPort: 0 } }, discovery: {} } },
      hub: { joinConfiguration: { controlPlane: {} } },
    },
    {
      rule: 'takes an empty list of taints for none, as v1alpha2 did',
      old: { joinConfiguration: { nodeRegistration: { name: 'n', taints: [] } } },
      hub: { joinConfiguration: { nodeRegistration: { name: 'n' } } },
    },
    {
      rule: 'waits while joining as long as while initialising',
      old: { clusterConfiguration: { apiServer: { timeoutForControlPlane: '4m0s' } } },
      hub: {
        initConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 240 } },
        joinConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 240 } },
      },
    },
    { rule: 'keeps a file without content', old: { files: [{ path: '/a', content: '' }] }, hub: { files: [{ path: '/a' }] } },
  ])('$rule, and gives back what was written', ({ old, hub }) => {
    const written = object('v1alpha2', old);
    const stored = to('v1beta2', written);
    expect((stored as unknown as { spec?: unknown }).spec).toEqual(hub);
    expect(specIn('v1alpha2', stored)).toEqual(old);
    expect(specIn('v1alpha2', to('v1beta2', to('v1beta1', stored)))).toEqual(old);
  });

  test.each([
    {
      rule: 'settings of today',
      spec: {
        bootCommands: ['a'],
        mounts: [['a', 'b']],
        verbosity: 3,
        format: 'ignition',
        ignition: { containerLinuxConfig: { strict: false } },
      },
    },
    { rule: 'where files come from', spec: { files: [{ path: '/a', append: false, contentFrom: { secret: { name: 'a', key: 'b' } } }] } },
    { rule: 'environment variables', spec: { clusterConfiguration: { apiServer: { extraEnvs: [{ name: 'A', value: 'b' }] } } } },
    { rule: 'an empty list of taints', spec: { initConfiguration: { nodeRegistration: { taints: [] } } } },
    {
      rule: 'all time limits',
      spec: {
        initConfiguration: { timeouts: { etcdAPICallSeconds: 5, kubeletHealthCheckSeconds: 0 } },
        joinConfiguration: { timeouts: { tlsBootstrapSeconds: 7 } },
      },
    },
    {
      rule: 'flags in their order, and time limits that differ',
      spec: {
        clusterConfiguration: {
          scheduler: {
            extraArgs: [
              { name: 'b', value: '1' },
              { name: 'a', value: '2' },
            ],
          },
        },
        initConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 3 } },
        joinConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 4 } },
      },
    },
    {
      rule: 'that a flag is false on purpose',
      spec: { joinConfiguration: { discovery: { bootstrapToken: { unsafeSkipCAVerification: false } } } },
    },
  ])('brings back from the hub $rule', ({ spec }) => {
    const hub = object('v1beta2', spec, { dataSecretName: 'a', initialization: { dataSecretCreated: false }, deprecated: { v1beta1: {} } });
    const back = to('v1beta2', to('v1alpha2', hub));
    expect(back).toEqual(hub);
  });

  test('never shows nor keeps bootstrap data, which a Secret holds', () => {
    const written = object('v1alpha2', {}, { ready: true, bootstrapData: 'c2VjcmV0' });
    const stored = to('v1beta2', written);
    expect(JSON.stringify(stored)).not.toContain('c2VjcmV0');
    expect((stored as unknown as { status: unknown }).status).toMatchObject({ initialization: { dataSecretCreated: true } });
  });

  test('lets a newer client win over what was kept aside', () => {
    const stored = to('v1beta2', object('v1alpha2', { preKubeadmCommands: ['a', ''] }));
    const changed = { ...stored, spec: { preKubeadmCommands: ['c'] } } as unknown as UnstructuredObject;
    expect(specIn('v1alpha2', changed)).toEqual({ preKubeadmCommands: ['c'] });
  });
});
