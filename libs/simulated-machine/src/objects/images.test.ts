import { imagesOf } from './images.ts';

describe('images of a kubeadm release', () => {
  test.each([
    { rule: 'carry the version as their tag', version: 'v1.34.1', image: 'registry.k8s.io/kube-proxy:v1.34.1' },
    { rule: 'write a build without the plus that tags cannot have', version: 'v1.34.1+a', image: 'registry.k8s.io/kube-proxy:v1.34.1_a' },
  ])('$rule', ({ version, image }) => expect(imagesOf(version).component('kube-proxy')).toBe(image));

  test('have their own etcd and CoreDNS by minor version', () => {
    expect(imagesOf('v1.31.4')).toMatchObject({ etcdVersion: '3.5.15', coredns: 'registry.k8s.io/coredns/coredns:v1.11.3' });
    expect(imagesOf('v1.99.0').etcdVersion).toBe(imagesOf('v1.34.0').etcdVersion);
    expect(imagesOf('v1.20.0').etcdVersion).toBe(imagesOf('v1.28.0').etcdVersion);
  });

  test('come without the extra path from another repository', () => {
    expect(imagesOf('v1.34.0', 'example.test/k8s').coredns).toBe('example.test/k8s/coredns:v1.12.1');
  });
});
