import { parseContainerImage, printContainerImage } from './container-image.ts';
import { coreDnsImage, kubeProxyImage } from './desired-images.ts';
import { upgradedClusterConfiguration, withDnsImage } from './kubeadm-config-map.ts';

describe('container image', () => {
  test.each(['registry.k8s.io/kube-proxy:v1.34.0', 'localhost:5000/a/b:c', 'plain', 'a/b@sha256:abc'])(
    '%s is printed as it was read',
    (image) => expect(printContainerImage(parseContainerImage(image))).toBe(image),
  );
});

describe('image of kube-proxy', () => {
  test.each([
    { rule: 'follows the version', version: 'v1.35.0', repository: undefined, image: 'registry.k8s.io/kube-proxy:v1.35.0' },
    { rule: 'follows the repository', version: 'v1.35.0', repository: 'mirror/k8s', image: 'mirror/k8s/kube-proxy:v1.35.0' },
    { rule: 'has no plus in its tag', version: 'v1.35.0+x', repository: undefined, image: 'registry.k8s.io/kube-proxy:v1.35.0_x' },
  ])('$rule', ({ version, repository, image }) =>
    expect(kubeProxyImage('registry.k8s.io/kube-proxy:v1.34.0', version, repository)).toBe(image),
  );

  test('cannot follow when it is pinned by digest', () => {
    expect(() => kubeProxyImage('kube-proxy@sha256:abc', 'v1.35.0', undefined)).toThrow('pinned by digest');
  });
});

describe('image of CoreDNS', () => {
  const current = 'registry.k8s.io/coredns/coredns:v1.11.1';
  test.each([
    { rule: 'stays while nothing is said about it', configuration: {}, image: current },
    { rule: 'follows its tag', configuration: { dns: { imageTag: 'v1.12.0' } }, image: 'registry.k8s.io/coredns/coredns:v1.12.0' },
    {
      rule: 'follows the repository of all images',
      configuration: { imageRepository: 'mirror/k8s/' },
      image: 'mirror/k8s/coredns:v1.11.1',
    },
    {
      rule: 'follows its own repository first',
      configuration: { imageRepository: 'mirror', dns: { imageRepository: 'other' } },
      image: 'other/coredns:v1.11.1',
    },
    {
      rule: 'has a path of its own in the registry of Kubernetes',
      configuration: { dns: { imageRepository: 'registry.k8s.io' } },
      image: 'registry.k8s.io/coredns/coredns:v1.11.1',
    },
  ])('$rule', ({ configuration, image }) => expect(coreDnsImage(current, configuration)).toBe(image));

  test('never becomes older', () => {
    expect(() => coreDnsImage(current, { dns: { imageTag: 'v1.9.0' } })).toThrow('v1.9.0 is older than v1.11.1');
  });
});

const stored = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: demo
controlPlaneEndpoint: 10.0.0.1:6443
kubernetesVersion: v1.34.0
networking:
  podSubnet: 10.0.0.0/16
apiServer:
  certSANs:
  - old
dns:
  imageTag: v1.11.1
`;

describe('kubeadm-config', () => {
  test('changes nothing but the version when nothing is configured', () => {
    const text = upgradedClusterConfiguration(stored, undefined, 'v1.35.0');
    expect(text).toContain('kubernetesVersion: v1.35.0');
    expect(text).toContain('- old');
  });

  test('takes over components and keeps what makes it this cluster', () => {
    const text = upgradedClusterConfiguration(stored, { apiServer: { certSANs: ['new'] } }, 'v1.35.0');
    expect(text).toContain('- new');
    expect(text).not.toContain('- old');
    for (const kept of ['clusterName: demo', 'controlPlaneEndpoint: 10.0.0.1:6443', 'podSubnet: 10.0.0.0/16', 'imageTag: v1.11.1']) {
      expect(text).toContain(kept);
    }
    expect(text).toContain('ControlPlaneKubeletLocalMode: true');
  });

  test('is made of what is configured where there is nothing yet, as in clusters that upstream simulates', () => {
    expect(upgradedClusterConfiguration('', { apiServer: { certSANs: ['new'] } }, 'v1.35.0')).toContain('kind: ClusterConfiguration');
    const text = upgradedClusterConfiguration('', undefined, 'v1.35.0');
    expect(text).toContain('kubernetesVersion: v1.35.0');
    expect(upgradedClusterConfiguration(text, undefined, 'v1.35.1')).toContain('kubernetesVersion: v1.35.1');
    expect(withDnsImage('', { imageTag: 'v1.12.0' })).toBe('');
  });

  test('is left as it is when it says all that already', () => {
    const once = upgradedClusterConfiguration(stored, { apiServer: { certSANs: ['new'] } }, 'v1.35.0');
    expect(upgradedClusterConfiguration(once, { apiServer: { certSANs: ['new'] } }, 'v1.35.0')).toBe(once);
    expect(withDnsImage(stored, { imageTag: 'v1.11.1' })).toBe(stored);
    expect(withDnsImage(stored, { imageTag: 'v1.12.0' })).toContain('imageTag: v1.12.0');
  });
});
