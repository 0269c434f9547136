import type { Container } from '@capi/docker-engine';
import { instant } from '@capi/seams';

import { nodeLabels, type Labels } from '../../backends/docker/names/labels.ts';
import type { NodeOwner } from '../../backends/docker/names/ownership.ts';
import { isOwn } from './own-container.ts';

const owner: NodeOwner = {
  kind: 'machine',
  namespace: 'team-a',
  cluster: 'demo',
  machine: 'infra-1',
  machineName: 'demo-w-1',
  uid: 'uid-1',
  providerID: 'docker:////demo-w-1',
};
const aContainer = (labels: Labels): Container => ({
  id: '1',
  name: 'demo-w-1',
  image: 'node',
  labels,
  state: 'running',
  createdAt: instant(0),
  networks: {},
  ports: {},
});
const upstreams = aContainer({ 'io.x-k8s.kind.cluster': 'demo', 'io.x-k8s.kind.role': 'worker' });
const labelled = (uid: string): Container =>
  aContainer(nodeLabels({ namespace: 'team-a', cluster: 'demo', machine: 'infra-1', uid, role: 'worker' }));

describe('container of a machine', () => {
  test.each([
    { rule: 'is one with its UID', container: labelled('uid-1'), provisioned: false, own: true },
    { rule: 'is one with its names that it names, as after a move', container: labelled('uid-0'), provisioned: false, own: true },
    { rule: "is upstream's that it names, when others rely on it", container: upstreams, provisioned: true, own: true },
    { rule: 'is not one that somebody else made under the name that it chose', container: upstreams, provisioned: false, own: false },
  ])('$rule', ({ container, provisioned, own }) => expect(isOwn(container, owner, provisioned)).toBe(own));
});
