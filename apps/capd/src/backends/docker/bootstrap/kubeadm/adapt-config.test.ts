import { parseInitDocuments, parseJoin, renderInitDocuments, renderJoinDocument, type InitInput } from '@capi/kubeadm';
import { parseAllDocuments } from 'yaml';

import type { NodeFacts } from '../plan/bootstrap-plan.ts';
import { adaptKubeadmConfig } from './adapt-config.ts';

const node: NodeFacts = { name: 'demo-cp', instanceID: 'uid', providerID: 'docker:////demo-cp', mode: 'kind 0.20' };
const adapt = (text: string, facts: NodeFacts = node): Record<string, unknown>[] =>
  parseAllDocuments(adaptKubeadmConfig(text, facts)).map((document) => document.toJS() as Record<string, unknown>);
const all = {
  'image-gc-high-threshold': '100',
  'eviction-hard': 'nodefs.available<0%,nodefs.inodesFree<0%,imagefs.available<0%',
  'fail-swap-on': 'false',
  'cgroup-root': '/kubelet',
  'runtime-cgroups': '/system.slice/containerd.service',
  'provider-id': 'docker:////demo-cp',
};
const asList = (given: Record<string, string>): unknown => Object.entries(given).map(([name, value]) => ({ name, value }));
const socket = 'unix:///var/run/containerd/containerd.sock';
const join = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\n';

describe('kubeadm configuration of a container', () => {
  test('is fitted for every document that this project renders, and stays readable', () => {
    const init = renderInitDocuments({ facts: { kubernetesVersion: 'v1.34.0', clusterName: 'demo' } } as InitInput);
    const fitted = adaptKubeadmConfig(init, node);
    expect(parseInitDocuments(fitted).nodeRegistration).toMatchObject({ criSocket: socket, kubeletExtraArgs: asList(all) });
    expect(parseAllDocuments(fitted).map((document) => document.get('kind'))).toEqual([
      'ClusterConfiguration',
      'InitConfiguration',
      'KubeProxyConfiguration',
    ]);
    for (const kubernetesVersion of ['v1.22.0', 'v1.36.3']) {
      const text = renderJoinDocument({
        role: 'worker',
        kubernetesVersion,
        joinConfiguration: { discovery: { file: { kubeConfigPath: '/d' } } },
      });
      expect(parseJoin(adaptKubeadmConfig(text, node)).nodeRegistration).toMatchObject({
        criSocket: socket,
        kubeletExtraArgs: asList(all),
        taints: [{ key: 'node.cluster.x-k8s.io/uninitialized' }],
      });
    }
  });

  test('is left as it is the second time', () => {
    const init = adaptKubeadmConfig('kind: ClusterConfiguration\n---\nkind: InitConfiguration\n', node);
    expect(adaptKubeadmConfig(init, node)).toBe(init);
  });

  test('has arguments as a map before v1beta4', () => {
    const [document] = adapt('apiVersion: kubeadm.k8s.io/v1beta3\nkind: JoinConfiguration\nnodeRegistration:\n');
    expect(document?.['nodeRegistration']).toEqual({ criSocket: socket, kubeletExtraArgs: all });
  });

  test.each([
    {
      form: 'a list',
      text: `${join}nodeRegistration:\n  kubeletExtraArgs:\n  - { name: fail-swap-on, value: "true" }\n  - { name: v, value: "4" }\n`,
    },
    {
      form: 'a map',
      text: 'apiVersion: kubeadm.k8s.io/v1beta3\nkind: JoinConfiguration\nnodeRegistration: { kubeletExtraArgs: { fail-swap-on: "true", v: "4" } }\n',
    },
  ])('keeps the arguments that are given, in $form', ({ text }) => {
    const [document = {}] = adapt(text);
    const { kubeletExtraArgs: given } = document['nodeRegistration'] as { kubeletExtraArgs: object };
    const found = Array.isArray(given)
      ? Object.fromEntries(given.map(({ name, value }: { name: string; value: string }) => [name, value]))
      : given;
    expect(found).toEqual({ ...all, 'fail-swap-on': 'true', v: '4' });
  });

  test('keeps the socket and the provider ID that are given', () => {
    const [document] = adapt(
      `${join}nodeRegistration:\n  criSocket: unix:///other.sock\n  kubeletExtraArgs: [{ name: provider-id, value: mine }]\n`,
    );
    expect(document?.['nodeRegistration']).toMatchObject({ criSocket: 'unix:///other.sock' });
    expect(JSON.stringify(document)).toContain('{"name":"provider-id","value":"mine"}');
    expect(JSON.stringify(document)).not.toContain('docker:////');
  });

  test('leaves control groups alone in images of old kind releases', () => {
    expect(adaptKubeadmConfig(join, { ...node, mode: 'kind 0.19' })).not.toContain('cgroup');
  });

  test('keeps fields, documents and comments that nobody here knows', () => {
    const text = `# mine\nfuture: { a: 1 }\n${join}---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 0042 # odd\n`;
    const fitted = adaptKubeadmConfig(text, node);
    expect(fitted).toContain('# mine');
    expect(fitted).toContain('future: { a: 1 }');
    expect(fitted).toContain('maxPods: 0042 # odd');
    expect(adapt(text)).toHaveLength(2);
  });

  test('adds to a kube-proxy configuration rather than making a second one', () => {
    const init = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n';
    const proxy = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n';
    const conntrack = (text: string): unknown =>
      adapt(`${init}---\n${text}`)
        .filter(({ kind }) => kind === 'KubeProxyConfiguration')
        .map((document) => document['conntrack']);
    expect(conntrack(`${proxy}mode: nftables\n`)).toEqual([{ maxPerCore: 0 }]);
    expect(conntrack(`${proxy}conntrack: { maxPerCore: 5 }\n`)).toEqual([{ maxPerCore: 5 }]);
    expect(conntrack(`${proxy}conntrack:\n`)).toEqual([{ maxPerCore: 0 }]);
    expect(conntrack('')).toEqual([{ maxPerCore: 0 }]);
  });

  test('has no kube-proxy configuration for a node that joins', () =>
    expect(adapt(join).map(({ kind }) => kind)).toEqual(['JoinConfiguration']));

  test.each(['', 'hello', 'kind: Something\n', '- a\n'])('leaves alone what is no configuration of kubeadm: %j', (text) =>
    expect(adaptKubeadmConfig(text, node)).toBe(text),
  );

  test('leaves a registration alone that kubeadm will refuse', () =>
    expect(adapt(`${join}nodeRegistration: text\n`)).toEqual([expect.objectContaining({ nodeRegistration: 'text' })]));

  test('says where a file is no YAML, and quotes nothing of it', () => {
    expect(() => adaptKubeadmConfig(`${join}token: "secret\n`, node)).toThrow(/^line \d+: not valid YAML \([A-Z_]+\)$/);
  });
});
