import { kubeadmApiFor, parseKubernetesVersion } from './version.ts';

describe('kubeadm API', () => {
  test.each([
    ['v1.15.0', 'kubeadm.k8s.io/v1beta2'],
    ['v1.21.14', 'kubeadm.k8s.io/v1beta2'],
    ['v1.22.0', 'kubeadm.k8s.io/v1beta3'],
    ['v1.30.99', 'kubeadm.k8s.io/v1beta3'],
    ['1.31.0-alpha.1', 'kubeadm.k8s.io/v1beta4'],
    ['v1.36', 'kubeadm.k8s.io/v1beta4'],
    ['v2', 'kubeadm.k8s.io/v1beta4'],
    ['v1.34.0+build.5', 'kubeadm.k8s.io/v1beta4'],
  ])('of %s is %s', (version, api) => expect(kubeadmApiFor(version)).toBe(api));

  test.each(['v1.14.10', '', 'latest', 'v1.x'])('of "%s" is refused', (version) =>
    expect(() => kubeadmApiFor(version)).toThrow(/cannot choose the kubeadm API/),
  );
});

describe('Kubernetes version', () => {
  test.each([
    ['v1.34', '1.34.0'],
    ['1.34.2-rc.1', '1.34.2'],
    ['v1', '1.0.0'],
    ['one', undefined],
  ])('%s reads as %s', (text, version) => expect(parseKubernetesVersion(text)?.version).toBe(version));
});
