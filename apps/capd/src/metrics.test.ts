import { describeRequest } from './metrics.ts';

describe('labels of a request', () => {
  test.each<{ rule: string; request: [string, string, string]; labels: object }>([
    {
      rule: 'name the object by a pattern',
      request: ['GET', '/api/v1/namespaces/kube-system/pods/etcd-0', ''],
      labels: { verb: 'GET', resource: 'pods', scope: 'resource', path: '/api/v1/namespaces/{namespace}/pods/{name}' },
    },
    {
      rule: 'tell a list from a read',
      request: ['GET', '/api/v1/nodes', 'limit=5'],
      labels: { verb: 'LIST', scope: 'cluster', path: '/api/v1/nodes' },
    },
    {
      rule: 'tell a watch from a list',
      request: ['GET', '/apis/apps/v1/namespaces/a/deployments', 'watch=1'],
      labels: { verb: 'WATCH', group: 'apps', scope: 'namespace', path: '/apis/apps/v1/namespaces/{namespace}/deployments' },
    },
    {
      rule: 'know a Namespace from what is in it',
      request: ['PATCH', '/api/v1/namespaces/a', 'dryRun=All'],
      labels: { verb: 'PATCH', resource: 'namespaces', dry_run: 'All', path: '/api/v1/namespaces/{name}' },
    },
    {
      rule: 'name the subresource',
      request: ['POST', '/api/v1/namespaces/a/pods/b/portforward', ''],
      labels: { subresource: 'portforward', path: '/api/v1/namespaces/{namespace}/pods/{name}/portforward' },
    },
    { rule: 'leave other paths as they are', request: ['GET', '/version', ''], labels: { verb: 'GET', scope: '', path: '/version' } },
  ])('$rule', ({ request: [method, path, query], labels }) =>
    expect(describeRequest(method, path, new URLSearchParams(query))).toMatchObject(labels),
  );
});
