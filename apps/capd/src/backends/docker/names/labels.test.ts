import { clusterOf, loadBalancerLabels, nodeLabels, roleOf } from './labels.ts';

const cluster = { namespace: 'team-a', cluster: 'demo' };
const node = { ...cluster, machine: 'demo-cp-x7k2p', uid: 'uid-1', role: 'control-plane' } as const;

describe('labels', () => {
  test('of a node are those of kind and those of its owner', () =>
    expect(nodeLabels({ ...node, failureDomain: 'fd1' })).toEqual({
      'io.x-k8s.kind.cluster': 'demo',
      'io.x-k8s.kind.role': 'control-plane',
      'io.x-k8s.cluster.failureDomain': 'fd1',
      'docker.cluster.x-k8s.io/namespace': 'team-a',
      'docker.cluster.x-k8s.io/cluster': 'demo',
      'docker.cluster.x-k8s.io/machine': 'demo-cp-x7k2p',
      'docker.cluster.x-k8s.io/owner-uid': 'uid-1',
    }));

  test('name no failure domain when there is none', () =>
    expect(Object.keys(nodeLabels({ ...node, failureDomain: '' }))).not.toContain('io.x-k8s.cluster.failureDomain'));

  test('of a load balancer name no machine', () =>
    expect(loadBalancerLabels({ ...cluster, uid: 'uid-2' })).toEqual({
      'io.x-k8s.kind.cluster': 'demo',
      'io.x-k8s.kind.role': 'external-load-balancer',
      'docker.cluster.x-k8s.io/namespace': 'team-a',
      'docker.cluster.x-k8s.io/cluster': 'demo',
      'docker.cluster.x-k8s.io/owner-uid': 'uid-2',
    }));

  test('tell the role of a container and its cluster', () => {
    expect(roleOf(nodeLabels(node))).toBe('control-plane');
    expect(roleOf({ 'io.x-k8s.kind.role': 'none of ours' })).toBeUndefined();
    expect(clusterOf(nodeLabels(node))).toEqual(cluster);
    expect(clusterOf({ 'io.x-k8s.kind.cluster': 'demo' })).toBeUndefined();
  });
});
