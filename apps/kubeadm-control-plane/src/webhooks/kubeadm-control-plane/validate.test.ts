import type { Admission } from '@capi/admission';
import { defaultKubeadmControlPlane, type KubeadmControlPlane } from '@capi/api';

import { validateScale } from './validate-scale.ts';
import { validateKubeadmControlPlane } from './validate.ts';

const gates = { enabled: () => true };
const reference = { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachineTemplate', name: 'i' };

type Changes = Readonly<Record<string, unknown>>;

const aControlPlane = (spec: Changes = {}, annotations: Readonly<Record<string, string>> = {}): KubeadmControlPlane =>
  defaultKubeadmControlPlane({
    apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2',
    kind: 'KubeadmControlPlane',
    metadata: { name: 'a', namespace: 'b', annotations },
    spec: { replicas: 3, version: 'v1.34.0', machineTemplate: { spec: { infrastructureRef: reference } }, ...spec },
  } as unknown as KubeadmControlPlane) as KubeadmControlPlane;
const kubeadm = (spec: Changes): Changes => ({ kubeadmConfigSpec: spec });
const cluster = (configuration: Changes): Changes => kubeadm({ clusterConfiguration: configuration });
const surge = (maxSurge: unknown): Changes => ({ rollout: { strategy: { rollingUpdate: { maxSurge } } } });

const found = (object: KubeadmControlPlane, before?: KubeadmControlPlane): readonly string[] => {
  const admission: Admission<KubeadmControlPlane> = {
    operation: before === undefined ? 'CREATE' : 'UPDATE',
    object,
    ...(before === undefined ? {} : { before }),
    dryRun: false,
    gates,
  };
  return validateKubeadmControlPlane(admission).findings.map(({ kind, path }) => `${kind} ${path.replace('spec.kubeadmConfigSpec', '~')}`);
};

describe('KubeadmControlPlane', () => {
  test('gets one replica, a v before its version and a rolling update', () => {
    expect(aControlPlane({ replicas: undefined, version: '1.34.0' }).spec).toMatchObject({
      replicas: 1,
      version: 'v1.34.0',
      rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
    });
  });

  test.each<{ rule: string; spec: Changes; problems: readonly string[] }>([
    { rule: 'has three replicas', spec: {}, problems: [] },
    { rule: 'has at least one replica', spec: { replicas: 0, ...surge(1) }, problems: ['Forbidden spec.replicas'] },
    { rule: 'has an odd number of replicas', spec: { replicas: 4 }, problems: ['Forbidden spec.replicas'] },
    {
      rule: 'has any number of replicas with etcd elsewhere',
      spec: { replicas: 4, ...cluster({ etcd: { external: { endpoints: ['x'] } } }) },
      problems: [],
    },
    { rule: 'has a version of three numbers', spec: { version: 'v1.34' }, problems: ['Invalid spec.version'] },
    { rule: 'may go without surge with three replicas', spec: surge(0), problems: [] },
    {
      rule: 'needs a surge with fewer replicas',
      spec: { replicas: 1, ...surge(0) },
      problems: ['Required spec.rollout.strategy.rollingUpdate'],
    },
    { rule: 'grows by one at most', spec: surge(2), problems: ['Required spec.rollout.strategy.rollingUpdate.maxSurge'] },
    {
      rule: 'takes a surge that is text for none',
      spec: { replicas: 1, ...surge('100%') },
      problems: ['Required spec.rollout.strategy.rollingUpdate'],
    },
    {
      rule: 'has certificates that last no longer than their authority',
      spec: cluster({ certificateValidityPeriodDays: 400, caCertificateValidityPeriodDays: 300 }),
      problems: ['Invalid ~.clusterConfiguration.certificateValidityPeriodDays'],
    },
    {
      rule: 'does not renew certificates all the time',
      spec: { ...cluster({ certificateValidityPeriodDays: 30 }), rollout: { before: { certificatesExpiryDays: 30 } } },
      problems: ['Invalid spec.rollout.before.certificatesExpiryDays'],
    },
    {
      rule: 'has a CoreDNS whose version can be told',
      spec: cluster({ dns: { imageTag: 'latest' } }),
      problems: ['Invalid ~.clusterConfiguration.dns.imageTag'],
    },
    {
      rule: 'has tags that are tags',
      spec: cluster({ etcd: { local: { imageTag: '3.5+1' } } }),
      problems: ['Forbidden ~.clusterConfiguration.etcd.local.imageTag'],
    },
    {
      rule: 'keeps its state in one place',
      spec: cluster({ etcd: { local: { dataDir: '/a' }, external: { endpoints: ['x'] } } }),
      problems: ['Forbidden ~.clusterConfiguration.etcd.local'],
    },
    {
      rule: 'names the template of its Machines',
      spec: { machineTemplate: { spec: { infrastructureRef: { kind: 'K', name: 'n' } } } },
      problems: ['Invalid spec.machineTemplate.spec.infrastructureRef.apiGroup'],
    },
    {
      rule: 'gives Machines names that differ',
      spec: { machineNaming: { template: '{{ .cluster.name }}' } },
      problems: ['Invalid spec.machineNaming.template'],
    },
  ])('$rule', ({ spec, problems }) => expect(found(aControlPlane(spec))).toEqual(problems));

  test.each<{ rule: string; before?: Changes; now: Changes; annotations?: Readonly<Record<string, string>>; problems: readonly string[] }>([
    { rule: 'goes one minor release up', now: { version: 'v1.35.9' }, problems: [] },
    { rule: 'leaves out no minor release', now: { version: 'v1.36.0-alpha.1' }, problems: ['Forbidden spec.version'] },
    { rule: 'may go back', now: { version: 'v1.20.0' }, problems: [] },
    {
      rule: 'may change flags',
      now: cluster({ apiServer: { extraArgs: [{ name: 'a', value: 'b' }] } }),
      before: cluster({ certificatesDir: '/a' }),
      problems: ['Forbidden ~.clusterConfiguration.certificatesDir'],
    },
    {
      rule: 'keeps its certificates where they are',
      before: cluster({ certificatesDir: '/a', dns: { imageTag: '1.8.6' } }),
      now: cluster({ certificatesDir: '/b', dns: { imageTag: '1.8.6' } }),
      problems: ['Forbidden ~.clusterConfiguration.certificatesDir'],
    },
    {
      rule: 'loses no part as a whole',
      before: kubeadm({ verbosity: 1, initConfiguration: { nodeRegistration: { name: 'a' } } }),
      now: kubeadm({ verbosity: 1 }),
      problems: ['Forbidden ~.initConfiguration'],
    },
    {
      rule: 'may gain a part',
      before: kubeadm({ verbosity: 1 }),
      now: kubeadm({ verbosity: 1, initConfiguration: { nodeRegistration: { name: 'a' } } }),
      problems: [],
    },
    {
      rule: 'takes an empty part for none',
      before: kubeadm({ verbosity: 1, initConfiguration: { nodeRegistration: {} } }),
      now: kubeadm({ verbosity: 1 }),
      problems: [],
    },
    {
      rule: 'keeps its etcd where it is',
      before: cluster({ etcd: { local: { dataDir: '/a' } } }),
      now: cluster({ etcd: { external: { endpoints: ['x'] } } }),
      problems: ['Forbidden ~.clusterConfiguration.etcd.external'],
    },
    {
      rule: 'takes CoreDNS up',
      before: cluster({ dns: { imageTag: 'v1.8.6' } }),
      now: cluster({ dns: { imageTag: 'v1.12.1' } }),
      problems: [],
    },
    {
      rule: 'takes CoreDNS down for nobody',
      before: cluster({ dns: { imageTag: 'v1.12.1' } }),
      now: cluster({ dns: { imageTag: 'v1.8.6' } }),
      problems: ['Forbidden ~.clusterConfiguration.dns.imageTag'],
    },
    {
      rule: 'leaves CoreDNS to who says so',
      before: cluster({ dns: { imageTag: 'v1.12.1' } }),
      now: cluster({ dns: { imageTag: 'v1.8.6' } }),
      annotations: { 'controlplane.cluster.x-k8s.io/skip-coredns': '' },
      problems: [],
    },
    {
      rule: 'takes equal versions of CoreDNS that it does not know',
      before: cluster({ dns: { imageTag: 'v1.99.0' } }),
      now: cluster({ dns: { imageTag: 'v1.99.0-vendor' } }),
      problems: [],
    },
  ])('$rule', ({ before, now, annotations, problems }) => {
    expect(found(aControlPlane(now, annotations), aControlPlane(before))).toEqual(problems);
  });
});

describe('scale of a KubeadmControlPlane', () => {
  const world = { readKubeadmControlPlane: ({ name }: { readonly name: string }) => (name === 'a' ? aControlPlane() : undefined) };
  test.each([
    { rule: 'is odd', name: 'a', replicas: 5, status: undefined },
    { rule: 'is not even', name: 'a', replicas: 2, status: 403 },
    { rule: 'is not nothing', name: 'a', replicas: 0, status: 403 },
    { rule: 'is not of what nobody has seen', name: 'c', replicas: 3, status: 500 },
  ])('$rule', async ({ name, replicas, status }) => {
    const ruling = await validateScale({ namespace: 'b', name, replicas, gates }, world, new AbortController().signal);
    expect(ruling.denial?.status).toBe(status);
  });
});
