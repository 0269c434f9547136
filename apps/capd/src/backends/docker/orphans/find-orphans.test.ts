import type { Container } from '@capi/docker-engine';
import { instant } from '@capi/seams';

import { loadBalancerLabels, nodeLabels } from '../names/labels.ts';
import type { Owner } from '../names/ownership.ts';
import { findOrphans } from './find-orphans.ts';

const cluster = { namespace: 'team-a', cluster: 'demo' };
const container = (name: string, labels: Container['labels']): Container => ({
  id: name,
  name,
  image: 'any',
  labels,
  state: 'running',
  createdAt: instant(0),
  networks: { kind: { ipv4: '172.18.0.2' } },
  ports: {},
});
const node = container('demo-cp-0', nodeLabels({ ...cluster, machine: 'cp-0', uid: 'u1', role: 'control-plane' }));
const balancer = container('demo-lb', loadBalancerLabels({ ...cluster, uid: 'u2' }));
const machine: Owner = { ...cluster, kind: 'machine', machine: 'cp-0', uid: 'u1' };

describe('orphaned container', () => {
  test.each<{ rule: string; seen: readonly Container[]; owners: readonly Owner[]; namespace?: string; found: readonly Container[] }>([
    { rule: 'is one whose owner is nowhere', seen: [node, balancer], owners: [], found: [node, balancer] },
    { rule: 'is none while the owner is there', seen: [node], owners: [machine], found: [] },
    { rule: 'is one whose owner was replaced by a namesake', seen: [node], owners: [{ ...machine, uid: 'u9' }], found: [node] },
    {
      rule: 'is none when the object was moved, and points at it',
      seen: [node],
      owners: [{ ...machine, uid: 'u9', providerID: 'docker:////demo-cp-0' }],
      found: [],
    },
    {
      rule: 'is no load balancer of a cluster that was moved',
      seen: [balancer],
      owners: [{ ...cluster, kind: 'cluster', uid: 'u9', endpointHost: '172.18.0.2' }],
      found: [],
    },
    { rule: 'is none of a namespace that is not looked at', seen: [node], owners: [], namespace: 'team-b', found: [] },
    { rule: "is none of upstream's", seen: [container('x', { 'io.x-k8s.kind.cluster': 'demo' })], owners: [], found: [] },
  ])('$rule', ({ seen, owners, namespace, found }) => expect(findOrphans(seen, owners, namespace)).toEqual(found));
});
