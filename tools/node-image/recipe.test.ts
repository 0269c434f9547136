import { componentImages, kubernetesImages, nodeImage, recipe, recipeKey, requirement } from './recipe.ts';

describe('node image recipe', () => {
  const { built, versions } = recipe.kubernetes;

  test('there are two patch versions, one after the other, of what is built', () => {
    const patches = versions.map((version) => Number(version.split('.')[2]));
    expect(versions[0]).toBe(built);
    expect(patches[1]).toBe(Number(patches[0]) + 1);
    expect(built).toBe(requirement('kubernetes', 'k8s.io/kubernetes'));
  });

  test('images are called as the provider and kubeadm ask for them', () => {
    expect(nodeImage('v1.36.3')).toBe('kindest/node:v1.36.3');
    expect(kubernetesImages('v1.36.3').map(({ name }) => name)).toEqual([
      'registry.k8s.io/kube-apiserver:v1.36.3',
      'registry.k8s.io/kube-controller-manager:v1.36.3',
      'registry.k8s.io/kube-proxy:v1.36.3',
      'registry.k8s.io/kube-scheduler:v1.36.3',
    ]);
    const etcd = requirement('etcd', 'go.etcd.io/etcd/server/v3').slice(1);
    expect(componentImages.map(({ name }) => name)).toContain(`registry.k8s.io/etcd:${etcd}-0`);
  });

  test('the key is the same for the same files', () => expect(recipeKey()).toBe(recipeKey()));

  test('a module that is not pinned is said by name', () =>
    expect(() => requirement('etcd', 'example.test/none')).toThrow(/etcd\/go\.mod requires no example\.test\/none/));
});
