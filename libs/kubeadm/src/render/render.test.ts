import { readFileSync } from 'node:fs';

import type { ClusterConfiguration, InitConfiguration, JoinConfiguration } from '@capi/api';
import { parseAllDocuments } from 'yaml';

import { renderInitDocuments } from './init.ts';
import { renderJoinDocument } from './join.ts';

const golden = (name: string): string => readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8');
const documents = (text: string): Record<string, unknown>[] =>
  parseAllDocuments(text).map((each) => each.toJS() as Record<string, unknown>);

const clusterConfiguration: ClusterConfiguration = {
  apiServer: {
    certSANs: ['api.example.org'],
    extraArgs: [
      { name: 'v', value: '2' },
      { name: 'audit-log-path', value: '/var/log/audit' },
      { name: 'v', value: '4' },
    ],
    extraEnvs: [{ name: 'GODEBUG', value: 'x=1' }],
    extraVolumes: [{ name: 'audit', hostPath: '/a', mountPath: '/b', readOnly: false }],
  },
  certificateValidityPeriodDays: 200,
  encryptionAlgorithm: 'ECDSA-P384',
  etcd: { local: { imageTag: '3.5.15-0', extraEnvs: [{ name: 'ETCD_X', value: '' }] } },
  featureGates: { A: false },
};
const initConfiguration: InitConfiguration = {
  bootstrapTokens: [{ token: 'abcdef.0123456789abcdef', ttlSeconds: 90 }],
  nodeRegistration: { name: '{{ ds.meta_data.local_hostname }}', imagePullSerial: false, taints: [] },
  patches: { directory: '/etc/patches' },
  timeouts: { controlPlaneComponentHealthCheckSeconds: 300, discoverySeconds: 0 },
};
const facts = {
  clusterName: 'demo',
  kubernetesVersion: 'v1.34.0',
  controlPlaneEndpoint: '[fd00::1]:6443',
  serviceDomain: 'cluster.local',
  podCidrBlocks: ['10.0.0.0/16', 'fd00::/48'],
  serviceCidrBlocks: ['10.1.0.0/16'],
};
const joinConfiguration: JoinConfiguration = {
  discovery: {
    bootstrapToken: {
      token: 'abcdef.0123456789abcdef',
      apiServerEndpoint: 'a:1',
      caCertHashes: ['sha256:0'],
      unsafeSkipCAVerification: false,
    },
  },
  timeouts: { tlsBootstrapSeconds: 60, discoverySeconds: 100 },
};

describe('kubeadm documents', () => {
  test.each([
    ['init-v1beta4.yaml', 'v1.34.0'],
    ['init-v1beta3.yaml', 'v1.30.5'],
    ['init-v1beta2.yaml', 'v1.15.3'],
  ])('%s has the bytes that kubeadm of %s is given', (file, kubernetesVersion) => {
    const text = renderInitDocuments({ clusterConfiguration, initConfiguration, facts: { ...facts, kubernetesVersion } });
    expect(text).toBe(golden(file));
  });

  test.each([
    ['join-v1beta4.yaml', 'v1.34.0'],
    ['join-v1beta3.yaml', 'v1.30.5'],
    ['join-v1beta2.yaml', 'v1.15.3'],
  ])('%s has the bytes that kubeadm of %s is given', (file, kubernetesVersion) => {
    expect(renderJoinDocument({ joinConfiguration, role: 'control-plane', kubernetesVersion })).toBe(golden(file));
  });

  test('of the first book have nothing that kubeadm of the time did not know', () => {
    const registration = { name: 'n', imagePullPolicy: 'Never' as const, ignorePreflightErrors: ['all'] };
    const [, init] = documents(
      renderInitDocuments({
        initConfiguration: { ...initConfiguration, nodeRegistration: registration, skipPhases: ['addon/kube-proxy'] },
        facts: { ...facts, kubernetesVersion: 'v1.15.3' },
      }),
    ).filter((each) => each !== null);
    expect(init).not.toHaveProperty('patches');
    expect(init).not.toHaveProperty('skipPhases');
    expect(init?.['nodeRegistration']).toEqual({ name: 'n', ignorePreflightErrors: ['all'], taints: null });
  });

  test('are complete when nothing is configured', () => {
    const [cluster, init] = documents(renderInitDocuments({ facts: { clusterName: 'demo', kubernetesVersion: 'v1.34.0' } })).filter(
      (each) => each !== null,
    );
    expect(cluster).toMatchObject({ apiServer: {}, controllerManager: {}, scheduler: {}, dns: {}, etcd: {}, networking: {}, proxy: {} });
    expect(init).toMatchObject({ localAPIEndpoint: {}, nodeRegistration: { taints: null } });
  });

  test('prefer the endpoint of the configuration to that of the Cluster', () => {
    const text = renderInitDocuments({ clusterConfiguration: { controlPlaneEndpoint: 'own:443' }, facts });
    expect(text).toContain('controlPlaneEndpoint: own:443\n');
  });

  test('quote what a YAML 1.1 reader would not take for text', () => {
    const text = renderInitDocuments({ initConfiguration: { nodeRegistration: { name: 'on' } }, facts: { ...facts, clusterName: '0777' } });
    expect(text).toContain('clusterName: "0777"\n');
    expect(text).toContain('name: "on"\n');
  });
});

describe('join document of a worker', () => {
  const taintsOf = (taints: JoinConfiguration['nodeRegistration']): unknown => {
    const text = renderJoinDocument({
      joinConfiguration: { ...joinConfiguration, ...(taints === undefined ? {} : { nodeRegistration: taints }) },
      role: 'worker',
      kubernetesVersion: 'v1.34.0',
    });
    return documents(text).at(-1)?.['nodeRegistration'];
  };
  const uninitialized = { key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' };

  test('begins with dashes, which that of a control plane does not', () => {
    expect(renderJoinDocument({ role: 'worker', kubernetesVersion: 'v1.34.0' })).toMatch(/^---\n/);
    expect(renderJoinDocument({ role: 'control-plane', kubernetesVersion: 'v1.34.0' })).toMatch(/^apiVersion/);
  });

  test.each<{ rule: string; given: JoinConfiguration['nodeRegistration']; expected: unknown }>([
    { rule: 'adds the taint to none', given: undefined, expected: { taints: [uninitialized] } },
    { rule: 'adds the taint to an empty list', given: { taints: [] }, expected: { taints: [uninitialized] } },
    {
      rule: 'keeps the others and their order',
      given: { taints: [{ key: 'a', effect: 'NoExecute' }] },
      expected: { taints: [{ key: 'a', effect: 'NoExecute' }, uninitialized] },
    },
    {
      rule: 'does not add it twice',
      given: { taints: [{ ...uninitialized, value: 'x' }] },
      expected: { taints: [{ ...uninitialized, value: 'x' }] },
    },
  ])('$rule', ({ given, expected }) => expect(taintsOf(given)).toEqual(expected));
});
