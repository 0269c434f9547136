import { milliseconds } from '@capi/seams';

import { auditEvent } from './audit-log.ts';

const event = (method: string, path: string, query = '') =>
  auditEvent({
    method,
    path,
    query: new URLSearchParams(query),
    user: 'somebody',
    userAgent: 'test/v1',
    status: 200,
    isAllowed: true,
    duration: milliseconds(1),
  });

describe('an audit event', () => {
  test.each([
    { rule: 'calls reading one object get', of: event('GET', '/api/v1/namespaces/a/secrets/b'), verb: 'get' },
    { rule: 'calls reading a collection list', of: event('GET', '/api/v1/secrets'), verb: 'list' },
    { rule: 'calls following a collection watch', of: event('GET', '/api/v1/secrets', 'watch=1'), verb: 'watch' },
    { rule: 'calls POST create', of: event('POST', '/api/v1/namespaces/a/secrets'), verb: 'create' },
    { rule: 'tells deleting one from deleting all', of: event('DELETE', '/api/v1/namespaces/a/secrets'), verb: 'deletecollection' },
    { rule: 'uses the method for what is no object', of: event('GET', '/readyz'), verb: 'get' },
  ])('$rule', ({ of, verb }) => expect(of.verb).toBe(verb));

  test('names object and subresource', () =>
    expect(event('PATCH', '/apis/cluster.x-k8s.io/v1beta2/namespaces/a/machines/b/status').objectRef).toEqual({
      apiGroup: 'cluster.x-k8s.io',
      apiVersion: 'v1beta2',
      resource: 'machines',
      namespace: 'a',
      name: 'b',
      subresource: 'status',
    }));
});
