import { loadBalancerLabels, nodeLabels } from './labels.ts';
import { isOurs, type LoadBalancerOwner, type NodeOwner } from './ownership.ts';

const cluster = { namespace: 'team-a', cluster: 'demo' };
const machine: NodeOwner = { kind: 'machine', ...cluster, machine: 'infra-1', machineName: 'demo-cp-1', uid: 'uid-1' };
const pointing: NodeOwner = { ...machine, providerID: 'docker:////demo-cp-1' };
const balanced: LoadBalancerOwner = { kind: 'cluster', ...cluster, uid: 'uid-2', endpointHost: '10.7.0.2' };

const node = (labels: Record<string, string>, name = 'demo-cp-1') => ({ name, labels, networks: { kind: { ipv4: '10.7.0.3' } } });
const balancer = (labels: Record<string, string>, name = 'demo-lb') => ({ name, labels, networks: { kind: { ipv4: '10.7.0.2' } } });
const made = (uid: string, namespace = 'team-a') => ({ ...nodeLabels({ ...cluster, namespace, machine: 'infra-1', uid, role: 'worker' }) });
const balancing = (uid: string, namespace = 'team-a') => ({ ...loadBalancerLabels({ ...cluster, namespace, uid }) });
const upstreams = (role: string, name = 'demo') => ({ 'io.x-k8s.kind.cluster': name, 'io.x-k8s.kind.role': role });

describe('ownership of a container', () => {
  test.each([
    { rule: 'goes by the UID of the machine', container: node(made('uid-1')), owner: machine, owned: true },
    {
      rule: 'goes by the UID whatever the container is called',
      container: node(made('uid-1'), 'demo-cp-1-0badcafe'),
      owner: machine,
      owned: true,
    },
    { rule: 'is denied to a machine of another UID', container: node(made('uid-9')), owner: machine, owned: false },
    { rule: 'is kept by a moved machine that points at it', container: node(made('uid-9')), owner: pointing, owned: true },
    {
      rule: 'is denied to a moved machine that points elsewhere',
      container: node(made('uid-9'), 'demo-cp-2'),
      owner: pointing,
      owned: false,
    },
    {
      rule: 'is denied to the cluster of the same name in another namespace',
      container: node(made('uid-9', 'team-b')),
      owner: pointing,
      owned: false,
    },
    {
      rule: "extends to upstream's container that the machine points at",
      container: node(upstreams('worker')),
      owner: pointing,
      owned: true,
    },
    {
      rule: "is denied for upstream's container before the machine points at it",
      container: node(upstreams('worker')),
      owner: machine,
      owned: false,
    },
    {
      rule: "is denied for upstream's container of another cluster",
      container: node(upstreams('worker', 'other')),
      owner: pointing,
      owned: false,
    },
    { rule: 'is denied for a load balancer to a machine', container: { ...balancer(balancing('uid-1')) }, owner: machine, owned: false },
    { rule: 'goes by the UID of the cluster', container: balancer(balancing('uid-2')), owner: balanced, owned: true },
    { rule: 'is denied for a node to a cluster', container: node(made('uid-2')), owner: balanced, owned: false },
    {
      rule: 'is kept by a moved cluster whose endpoint it will be when it runs again',
      container: { ...balancer(balancing('uid-9')), networks: { kind: { fixed: { ipv4: '10.7.0.2' } } } },
      owner: balanced,
      owned: true,
    },
    { rule: 'is kept by a moved cluster whose endpoint it is', container: balancer(balancing('uid-9')), owner: balanced, owned: true },
    {
      rule: 'is denied to a moved cluster with another endpoint',
      container: balancer(balancing('uid-9')),
      owner: { ...balanced, endpointHost: '10.7.0.9' },
      owned: false,
    },
    {
      rule: 'is denied for a load balancer of another namespace',
      container: balancer(balancing('uid-9', 'team-b')),
      owner: balanced,
      owned: false,
    },
    {
      rule: "extends to upstream's load balancer whose address is the endpoint",
      container: balancer(upstreams('external-load-balancer')),
      owner: balanced,
      owned: true,
    },
    {
      rule: "is denied for upstream's load balancer without an endpoint",
      container: balancer(upstreams('external-load-balancer')),
      owner: { kind: 'cluster' as const, ...cluster, uid: 'uid-2' },
      owned: false,
    },
  ])('$rule', ({ container, owner, owned }) => expect(isOurs(container, owner)).toBe(owned));
});
