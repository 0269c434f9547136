import { testServer, type TestServer } from '../testing/test-server.ts';

const rbac = '/apis/rbac.authorization.k8s.io/v1';
const robot = { username: 'system:serviceaccount:team-a:robot', groups: ['system:serviceaccounts', 'system:authenticated'] };
const subjects = [{ kind: 'ServiceAccount', namespace: 'team-a', name: 'robot' }];
const readSecrets = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }];

interface RoleServer extends TestServer {
  /** Status of a request of the robot's. */
  readonly ask: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<number>;
}

async function withRoles(...objects: readonly (readonly [path: string, body: object])[]): Promise<RoleServer> {
  const server = testServer({ authorize: 'roles' });
  await server.send('POST', '/api/v1/namespaces', { metadata: { name: 'team-a' } });
  for (const [path, body] of objects) expect((await server.send('POST', `${rbac}${path}`, body)).status).toBe(201);
  const transport = server.server.transport(robot);
  return {
    ...server,
    async ask(method, path, body) {
      const headers = { 'content-type': 'application/json' };
      const { status } = await transport.send(
        { method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
        new AbortController().signal,
      );
      return status;
    },
  };
}

const clusterRole = (name: string, rules: readonly object[], labels = {}): [string, object] => [
  '/clusterroles',
  { metadata: { name, labels }, rules },
];
const bound = (name: string): [string, object] => [
  '/clusterrolebindings',
  { metadata: { name }, subjects, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name } },
];

describe('role-based access', () => {
  test('is refused to whom no role is bound, but for what everybody may know', async () => {
    const { ask } = await withRoles();
    expect(await ask('GET', '/api/v1/secrets')).toBe(403);
    expect(await ask('GET', '/apis')).toBe(200);
    expect(await ask('GET', '/version')).toBe(200);
    const question = { spec: { resourceAttributes: { verb: 'list', resource: 'secrets' } } };
    expect(await ask('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', question)).toBe(201);
  });

  test('is given everywhere by a cluster role, until its binding goes', async () => {
    const { ask, send } = await withRoles(clusterRole('reader', readSecrets), bound('reader'));
    expect(await ask('GET', '/api/v1/secrets')).toBe(200);
    expect(await ask('GET', '/api/v1/namespaces/default/secrets')).toBe(200);
    expect(await ask('POST', '/api/v1/namespaces/default/secrets', { metadata: { name: 's' } })).toBe(403);
    await send('DELETE', `${rbac}/clusterrolebindings/reader`);
    expect(await ask('GET', '/api/v1/secrets')).toBe(403);
  });

  test('is given in one namespace by a role binding', async () => {
    const { ask } = await withRoles(
      ['/namespaces/team-a/roles', { metadata: { name: 'reader' }, rules: readSecrets }],
      [
        '/namespaces/team-a/rolebindings',
        { metadata: { name: 'r' }, subjects, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' } },
      ],
    );
    expect(await ask('GET', '/api/v1/namespaces/team-a/secrets')).toBe(200);
    expect(await ask('GET', '/api/v1/namespaces/default/secrets')).toBe(403);
    expect(await ask('GET', '/api/v1/secrets')).toBe(403);
  });

  test('grows with the roles that an aggregated role selects', async () => {
    const selector = { clusterRoleSelectors: [{ matchLabels: { 'example.com/aggregate': 'true' } }] };
    const { ask, send } = await withRoles(
      ['/clusterroles', { metadata: { name: 'all' }, aggregationRule: selector, rules: [] }],
      bound('all'),
    );
    expect(await ask('GET', '/api/v1/secrets')).toBe(403);
    const [path, role] = clusterRole('one-more', readSecrets, { 'example.com/aggregate': 'true' });
    await send('POST', `${rbac}${path}`, role);
    expect(await ask('GET', '/api/v1/secrets')).toBe(200);
  });

  test('to one object by name includes listing and watching it by name', async () => {
    const named = [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['mine'], verbs: ['get', 'list'] }];
    const { ask } = await withRoles(clusterRole('one', named), bound('one'));
    const secrets = '/api/v1/namespaces/team-a/secrets';
    expect(await ask('GET', `${secrets}?fieldSelector=metadata.name%3Dmine`)).toBe(200);
    expect(await ask('GET', `${secrets}?fieldSelector=metadata.name%3Dother`)).toBe(403);
    expect(await ask('GET', secrets)).toBe(403);
  });
});
