import { renderInitDocuments } from '../render/init.ts';
import { renderJoinDocument } from '../render/join.ts';
import { parseClusterConfiguration } from './cluster-configuration.ts';
import { parseInitDocuments, parseJoin } from './node-configuration.ts';

const token = { token: 'abcdef.0123456789abcdef', apiServerEndpoint: '1.2.3.4:6443', caCertHashes: ['sha256:0'] };

describe('documents of kubeadm init', () => {
  test.each(['v1.30.0', 'v1.34.0'])('of %s come back as they were meant', (kubernetesVersion) => {
    const text = renderInitDocuments({
      clusterConfiguration: { apiServer: { certSANs: ['a'], extraArgs: [{ name: 'v', value: '4' }] }, featureGates: { A: true, B: false } },
      initConfiguration: {
        localAPIEndpoint: { advertiseAddress: '10.0.0.5', bindPort: 7443 },
        nodeRegistration: { name: 'node-1', taints: [], kubeletExtraArgs: [{ name: 'node-labels', value: 'a=b' }] },
      },
      facts: { clusterName: 'demo', kubernetesVersion, podCidrBlocks: ['10.0.0.0/16'] },
    });
    expect(parseInitDocuments(text)).toMatchObject({
      clusterConfiguration: {
        clusterName: 'demo',
        kubernetesVersion,
        podSubnet: '10.0.0.0/16',
        certSANs: ['a'],
        apiServerArguments: [{ name: 'v', value: '4' }],
        featureGates: { A: true, B: false },
        externalEtcd: false,
      },
      localAPIEndpoint: { advertiseAddress: '10.0.0.5', bindPort: 7443 },
      nodeRegistration: { name: 'node-1', taints: [], kubeletExtraArgs: [{ name: 'node-labels', value: 'a=b' }] },
    });
  });

  test('leave documents of others alone', () => {
    const text =
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n';
    expect(parseClusterConfiguration(text).apiVersion).toBe('kubeadm.k8s.io/v1beta4');
  });

  test.each([
    ['', 'there is no InitConfiguration'],
    ['apiVersion: kubeadm.k8s.io/v1beta1\nkind: InitConfiguration', 'apiVersion kubeadm.k8s.io/v1beta1'],
    ['a: [', 'not valid YAML'],
  ])('%j are refused', (text, why) => expect(() => parseInitDocuments(text)).toThrow(why));
});

describe('document of kubeadm join', () => {
  test.each(['control-plane', 'worker'] as const)('of a %s comes back as it was meant', (role) => {
    const join = parseJoin(
      renderJoinDocument({ role, kubernetesVersion: 'v1.34.0', joinConfiguration: { discovery: { bootstrapToken: token } } }),
    );
    expect(join.bootstrapToken).toEqual({ ...token, unsafeSkipCAVerification: false });
    expect(join.controlPlane !== undefined).toBe(role === 'control-plane');
  });

  test.each<{ rule: string; bootstrapToken: Partial<typeof token>; why: string }>([
    { rule: 'needs a token', bootstrapToken: { ...token, token: 'short' }, why: 'has no valid token' },
    { rule: 'needs an endpoint', bootstrapToken: { ...token, apiServerEndpoint: '' }, why: 'has no apiServerEndpoint' },
    { rule: 'needs to know the authority', bootstrapToken: { ...token, caCertHashes: [] }, why: 'has no caCertHashes' },
  ])('$rule', ({ bootstrapToken, why }) => {
    const text = renderJoinDocument({ role: 'worker', kubernetesVersion: 'v1.34.0', joinConfiguration: { discovery: { bootstrapToken } } });
    expect(() => parseJoin(text)).toThrow(why);
  });

  test('needs a way to discover the cluster', () => {
    expect(() => parseJoin(renderJoinDocument({ role: 'worker', kubernetesVersion: 'v1.34.0' }))).toThrow('has no discovery');
  });
});
