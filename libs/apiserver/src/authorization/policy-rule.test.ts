import type { AccessRequest } from './authorizer.ts';
import { permits, type PolicyRule } from './policy-rule.ts';

const user = { username: 'jane', groups: [] };
const machines = { group: 'cluster.x-k8s.io', version: 'v1beta2', plural: 'machines', namespace: 'team-a' };

/** Reading Machines, unless the case says otherwise. */
const aRule = (changes: Partial<PolicyRule> = {}): PolicyRule => ({
  verbs: ['get'],
  apiGroups: ['cluster.x-k8s.io'],
  resources: ['machines'],
  ...changes,
});
const aRequest = (changes: Partial<typeof machines & { name: string; subresource: string }> = {}, verb = 'get'): AccessRequest => ({
  user,
  verb,
  resource: { ...machines, ...changes },
});

describe('a policy rule', () => {
  test.each<{ rule: string; of: PolicyRule; request: AccessRequest; allows: boolean }>([
    { rule: 'allows its verb on its resource', of: aRule(), request: aRequest(), allows: true },
    { rule: 'allows no other verb', of: aRule(), request: aRequest({}, 'list'), allows: false },
    { rule: 'allows no other group', of: aRule(), request: aRequest({ group: '' }), allows: false },
    { rule: 'allows any verb with an asterisk', of: aRule({ verbs: ['*'] }), request: aRequest({}, 'delete'), allows: true },
    { rule: 'does not reach subresources by the resource', of: aRule(), request: aRequest({ subresource: 'status' }), allows: false },
    {
      rule: 'reaches a subresource by name',
      of: aRule({ resources: ['machines/status'] }),
      request: aRequest({ subresource: 'status' }),
      allows: true,
    },
    {
      rule: 'reaches one subresource of all kinds',
      of: aRule({ resources: ['*/status'] }),
      request: aRequest({ subresource: 'status' }),
      allows: true,
    },
    { rule: 'reaches all with an asterisk', of: aRule({ resources: ['*'] }), request: aRequest({ subresource: 'scale' }), allows: true },
    {
      rule: 'with names allows objects of these names',
      of: aRule({ resourceNames: ['a'] }),
      request: aRequest({ name: 'a' }),
      allows: true,
    },
    { rule: 'with names allows no others', of: aRule({ resourceNames: ['a'] }), request: aRequest({ name: 'b' }), allows: false },
    { rule: 'with names allows no request that names none', of: aRule({ resourceNames: ['a'] }), request: aRequest(), allows: false },
    {
      rule: 'allows a path',
      of: { verbs: ['get'], nonResourceURLs: ['/metrics'] },
      request: { user, verb: 'get', path: '/metrics' },
      allows: true,
    },
    {
      rule: 'allows paths that begin like one with an asterisk',
      of: { verbs: ['get'], nonResourceURLs: ['/debug/pprof/*'] },
      request: { user, verb: 'get', path: '/debug/pprof/heap' },
      allows: true,
    },
    { rule: 'on resources says nothing about paths', of: aRule(), request: { user, verb: 'get', path: '/metrics' }, allows: false },
  ])('$rule', ({ of, request, allows }) => expect(permits([of], request)).toBe(allows));
});
