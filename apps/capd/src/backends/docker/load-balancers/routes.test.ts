import type { ObjectKey } from '@capi/api';

import { createRoutes } from './routes.ts';

const demo: ObjectKey = { namespace: 'team-a', name: 'demo' };

describe('routes of load balancers', () => {
  test('are unknown until a load balancer was looked at', () => expect(createRoutes().of(demo, 'demo-cp-0')).toBe('unknown'));

  test('follow the weights', () => {
    const routes = createRoutes();
    routes.set(demo, { 'demo-cp-0': 100, 'demo-cp-1': 0, 'demo-cp-3': 100 });
    expect(['demo-cp-0', 'demo-cp-1', 'demo-cp-2'].map((name) => routes.of(demo, name))).toEqual(['routed', 'drained', 'absent']);
    routes.set(demo, { 'demo-cp-0': 100, 'demo-cp-1': 0 });
    expect(routes.of(demo, 'demo-cp-0')).toBe('only');
    expect(routes.of({ ...demo, namespace: 'team-b' }, 'demo-cp-0')).toBe('unknown');
    routes.set(demo, undefined);
    expect(routes.of(demo, 'demo-cp-0')).toBe('unknown');
  });

  test('tell of changes, and of nothing else', () => {
    const routes = createRoutes();
    const heard: ObjectKey[] = [];
    const stop = routes.subscribe((cluster) => heard.push(cluster));
    routes.set(demo, undefined);
    routes.set(demo, { 'demo-cp-0': 100 });
    routes.set(demo, { 'demo-cp-0': 100 });
    expect(heard).toEqual([demo]);
    stop();
    routes.set(demo, undefined);
    expect(heard).toEqual([demo]);
  });
});
