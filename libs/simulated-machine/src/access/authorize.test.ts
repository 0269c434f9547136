import type { AccessRequest } from '@capi/apiserver';

import { authorize } from './authorize.ts';

const anonymous = { username: 'system:anonymous', groups: ['system:unauthenticated'] };
const admin = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
const joining = {
  username: 'system:bootstrap:abcdef',
  groups: ['system:bootstrappers', 'system:bootstrappers:kubeadm:default-node-token', 'system:authenticated'],
};
const configMap = (namespace: string, name: string) => ({ group: '', version: 'v1', plural: 'configmaps', namespace, name });
const node = { group: '', version: 'v1', plural: 'nodes', name: 'cp-0' };
const secret = { group: '', version: 'v1', plural: 'secrets', namespace: 'kube-system', name: 'a' };

describe('rights in a simulated cluster', () => {
  test.each<{ rule: string; request: AccessRequest; allowed: boolean }>([
    { rule: 'let administrators do anything', request: { user: admin, verb: 'delete', resource: secret }, allowed: true },
    {
      rule: 'let anyone find the cluster',
      request: { user: anonymous, verb: 'get', resource: configMap('kube-public', 'cluster-info') },
      allowed: true,
    },
    { rule: 'let anyone ask how the server is', request: { user: anonymous, verb: 'get', path: '/readyz' }, allowed: true },
    { rule: 'show strangers nothing else', request: { user: anonymous, verb: 'get', resource: node }, allowed: false },
    {
      rule: 'let a joining node read the configuration',
      request: { user: joining, verb: 'get', resource: configMap('kube-system', 'kubeadm-config') },
      allowed: true,
    },
    { rule: 'let a joining node look for its name', request: { user: joining, verb: 'get', resource: node }, allowed: true },
    { rule: 'keep secrets from a joining node', request: { user: joining, verb: 'get', resource: secret }, allowed: false },
    { rule: 'let a joining node change nothing', request: { user: joining, verb: 'patch', resource: node }, allowed: false },
    {
      rule: 'give a token without the group no more than a stranger',
      request: { user: { ...joining, groups: ['system:bootstrappers'] }, verb: 'get', resource: node },
      allowed: false,
    },
  ])('$rule', ({ request, allowed }) => expect(authorize(request)).toBe(allowed));
});
