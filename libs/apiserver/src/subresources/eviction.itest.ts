import { testServer, type TestServer } from '../testing/test-server.ts';

const pods = '/api/v1/namespaces/default/pods';
const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';

/** Pods named `web-0` and so on; the first `ready` of them are. */
async function withPods(count: number, { ready = count, phase = 'Running' } = {}): Promise<TestServer> {
  const server = testServer();
  for (let index = 0; index < count; index += 1) {
    const name = `web-${index}`;
    await server.send('POST', pods, { metadata: { name, labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } });
    const conditions = [{ type: 'Ready', status: index < ready ? 'True' : 'False' }];
    await server.send('PATCH', `${pods}/${name}/status`, { status: { phase, conditions } });
  }
  return server;
}

const budget = (spec: object, name = 'web') => ({ metadata: { name }, spec: { selector: { matchLabels: { app: 'web' } }, ...spec } });
const evict = ({ send }: TestServer, name: string, deleteOptions?: object) =>
  send('POST', `${pods}/${name}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name }, deleteOptions });

describe('eviction', () => {
  test('deletes a Pod that no budget speaks for', async () => {
    const server = await withPods(1);
    expect((await evict(server, 'web-0')).status).toBe(201);
    expect((await server.send('GET', `${pods}/web-0`)).status).toBe(404);
    expect((await evict(server, 'web-0')).status).toBe(404);
  });

  test('deletes only the Pod that was meant', async () => {
    const server = await withPods(1);
    expect((await evict(server, 'web-0', { preconditions: { uid: 'another' } })).status).toBe(409);
  });

  test('says which budget forbids it, and how short it is', async () => {
    const server = await withPods(2);
    await server.send('POST', budgets, budget({ minAvailable: 2 }));
    const { status, body } = await evict(server, 'web-0');
    expect([status, body.reason, body.message, body.details.causes]).toEqual([
      429,
      'TooManyRequests',
      "Cannot evict pod as it would violate the pod's disruption budget.",
      [{ reason: 'DisruptionBudget', message: 'The disruption budget web needs 2 healthy pods and has 2 currently' }],
    ]);
  });

  test.each([
    { rule: 'lets go what is more than the least number', pods: 3, spec: { minAvailable: 2 }, status: 201 },
    { rule: 'rounds a share up', pods: 3, spec: { minAvailable: '50%' }, status: 201 },
    { rule: 'keeps all when none may be missing', pods: 3, spec: { maxUnavailable: 0 }, status: 429 },
    { rule: 'lets one go when one may be missing', pods: 3, spec: { maxUnavailable: 1 }, status: 201 },
    { rule: 'counts only Pods that are ready', pods: 3, ready: 2, spec: { minAvailable: 2 }, status: 429 },
    { rule: 'speaks for nothing without a selector', pods: 1, spec: { minAvailable: 1, selector: null }, status: 201 },
    { rule: 'speaks for all with an empty selector', pods: 1, spec: { minAvailable: 1, selector: {} }, status: 429 },
    {
      rule: 'selects by expressions',
      pods: 1,
      spec: { minAvailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] } },
      status: 429,
    },
    { rule: 'does not look at finished Pods', pods: 1, phase: 'Succeeded', spec: { minAvailable: 1 }, status: 201 },
    { rule: 'keeps an unhealthy Pod while too few are healthy', pods: 2, ready: 0, spec: { minAvailable: 1 }, status: 429 },
    {
      rule: 'lets an unhealthy Pod go when asked to',
      pods: 2,
      ready: 0,
      spec: { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      status: 201,
    },
  ])('a budget $rule', async ({ pods: count, ready, phase, spec, status }) => {
    const server = await withPods(count, { ...(ready === undefined ? {} : { ready }), ...(phase === undefined ? {} : { phase }) });
    expect((await server.send('POST', budgets, budget(spec))).status).toBe(201);
    expect((await evict(server, 'web-0')).status).toBe(status);
  });

  test('cannot serve two budgets', async () => {
    const server = await withPods(3);
    await server.send('POST', budgets, budget({ minAvailable: 1 }));
    await server.send('POST', budgets, budget({ minAvailable: 1 }, 'other'));
    expect((await evict(server, 'web-0')).status).toBe(500);
  });
});
