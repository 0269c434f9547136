import { hours, instant, milliseconds, minutes, seconds, seededRandom, terminal, transient } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { ApiError } from './client/api-error.ts';
import { awaitChange, recheck, type Controller, type Reconcile } from './controllers/controller.ts';
import { createRuntime, type RuntimeOptions } from './create-runtime.ts';
import { createLog } from './logging/create-log.ts';
import type { Runtime } from './runtime.ts';
import { fakeApiServer, type FakeApiServer } from './testing/fake-api-server.ts';
import { aWidget, Widget } from './testing/objects.ts';
import { TransportError } from './transport/transport-error.ts';

interface World {
  readonly server: FakeApiServer;
  readonly clock: VirtualClock;
  readonly runtime: Runtime;
  readonly stop: AbortController;
  readonly running: Promise<void>;
  readonly seen: string[];
  readonly lines: { readonly level: string; readonly message: string; readonly values: Readonly<Record<string, unknown>> }[];
}

const worlds: World[] = [];
afterEach(async () => {
  for (const { stop, running, clock } of worlds.splice(0)) {
    stop.abort(new Error('test over'));
    await clock.advance(minutes(1));
    await running.catch(() => undefined);
  }
});

async function aWorld(
  reconcile: (runtime: Runtime) => Reconcile,
  {
    names = ['a'],
    controller = {},
    ...options
  }: Partial<RuntimeOptions> & { readonly names?: readonly string[]; readonly controller?: Partial<Controller> } = {},
): Promise<World> {
  const server = fakeApiServer(Widget as never);
  for (const name of names) server.put(aWidget(name));
  const clock = virtualClock(instant(Date.parse('2026-01-01T00:00:00Z')));
  const seen: string[] = [];
  const lines: World['lines'] = [];
  const log = createLog({ enabled: () => true, write: (level, message, values) => void lines.push({ level, message, values }) });
  const runtime = createRuntime({
    transport: server.transport,
    clock,
    random: seededRandom(1),
    name: 'widget-manager',
    version: 'v1.2.3',
    log,
    development: true,
    ...options,
  });
  const work = reconcile(runtime);
  runtime.add({
    name: 'widget',
    resource: Widget as never,
    watches: [],
    reads: [],
    permissions: [],
    concurrency: 2,
    ...controller,
    reconcile: (key, signal) => {
      seen.push(key.name);
      return work(key, signal);
    },
  });
  const stop = new AbortController();
  const world = { server, clock, runtime, stop, running: runtime.run(stop.signal), seen, lines };
  world.running.catch(() => undefined);
  worlds.push(world);
  await clock.settle();
  return world;
}
const failing = (error: () => Error) => (): Reconcile => () => Promise.reject(error());

describe('runtime', () => {
  test('reconciles what is there, and what comes', async () => {
    const { server, clock, seen } = await aWorld(() => async () => awaitChange, { names: ['a', 'b'] });
    expect(seen).toEqual(['a', 'b']);
    server.put(aWidget('c'));
    server.remove('a');
    await clock.settle();
    expect(seen).toEqual(['a', 'b', 'c', 'a']);
  });

  test('signs every request with its name and version', async () => {
    const { server } = await aWorld(() => async () => awaitChange);
    expect(server.requests.map(({ headers }) => headers?.['user-agent'])).toEqual([
      expect.stringMatching(/^manager\/v1\.2\.3 widget-manager \(\w+\/\w+\) cluster\.x-k8s\.io\/unknown$/),
    ]);
  });

  test('looks again when asked to, and not before', async () => {
    const { clock, seen } = await aWorld(() => async () => recheck(seconds(30), 'a certificate expires'));
    await clock.advance(seconds(29));
    expect(seen).toHaveLength(1);
    await clock.advance(seconds(1));
    expect(seen).toHaveLength(2);
  });

  test('tries again within the time that a failure names, however often it failed', async () => {
    const busy = () => transient({ action: 'open a port', why: 'it is in use', retryWithin: seconds(5) });
    const { clock, seen } = await aWorld(failing(busy));
    await clock.advance(minutes(5));
    const before = seen.length;
    await clock.advance(seconds(7));
    expect(seen.length).toBeGreaterThan(before);
  });

  test('asks for nothing while nothing changes', async () => {
    const { server, clock, seen } = await aWorld(() => async () => awaitChange);
    await clock.advance(minutes(2));
    expect(seen).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  test('never runs one key twice at once', async () => {
    let inside = 0;
    let most = 0;
    const { server, clock, seen } = await aWorld(({ clock: time }) => async (_key, signal) => {
      most = Math.max(most, (inside += 1));
      await time.sleep(seconds(1), signal);
      inside -= 1;
      return awaitChange;
    });
    server.put({ ...(server.get('a') ?? aWidget('a')), spec: { n: 1 } } as Widget);
    server.put({ ...(server.get('a') ?? aWidget('a')), spec: { n: 2 } } as Widget);
    await clock.advance(seconds(5));
    expect(seen).toEqual(['a', 'a']);
    expect(most).toBe(1);
  });

  test.each([
    {
      rule: 'retries a transient failure',
      error: () => transient({ action: 'dial', why: 'refused' }),
      retried: true,
      logged: 'Reconciler error',
    },
    {
      rule: 'leaves a terminal failure until something changes',
      error: () => terminal({ action: 'render', why: 'no version' }),
      retried: false,
      logged: 'Reconciler error, waiting for a change',
    },
    { rule: 'retries after a bug', error: () => new TypeError('x is undefined'), retried: true, logged: 'Reconciler error' },
    {
      rule: 'retries after a conflict, without calling it an error',
      error: () => new ApiError({ code: 409, reason: 'Conflict', message: 'changed' }),
      retried: true,
      logged: 'Another writer was quicker, reconciling again',
    },
  ])('$rule', async ({ error, retried, logged }) => {
    const { clock, seen, lines } = await aWorld(failing(error));
    await clock.advance(seconds(1));
    expect(seen.length > 1).toBe(retried);
    const line = lines.find(({ message }) => message === logged);
    expect(line?.values).toMatchObject({
      controller: 'widget',
      controllerGroup: 'example.io',
      controllerKind: 'Widget',
      Widget: 'team-a/a',
    });
    expect(line?.values['reconcileID']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a failure for want of the API server is tried again within 30 s of its return, and told once', async () => {
    const lost = new TransportError('cannot talk to https://a: connect ECONNREFUSED');
    const why = { action: 'patch', object: 'Widget team-a/a', why: 'the API server is gone' };
    const { clock, seen, lines } = await aWorld(failing(() => transient(why, lost)));
    await clock.advance(minutes(30));
    seen.length = 0;
    await clock.advance(seconds(30));
    expect(seen).toEqual(['a']);
    // Among them three that remind of it.
    expect(lines.filter(({ message, values }) => message === 'Reconciler error' && values['failures'] === undefined)).toHaveLength(1);
  });

  test('says what it does once, however often that fails', async () => {
    const { clock, lines, seen } = await aWorld(({ log, random }) => async () => {
      for (const name of ['a', 'b']) log.info('Taking a step', { plan: `create ${name}-${random.suffix(5)}` });
      if (seen.length < 5) throw new TransportError('cannot talk to https://a: connect ECONNREFUSED');
      log.info('Took a step');
      return seen.length === 5 ? recheck(minutes(1), 'to see whether it is said again') : awaitChange;
    });
    await clock.advance(seconds(10));
    const told = (message: string) => lines.filter((line) => line.message === message && line.level === 'info').length;
    expect([seen.length, told('Taking a step'), told('Took a step')]).toEqual([5, 2, 1]);
    await clock.advance(minutes(1));
    expect(told('Taking a step')).toBe(4);
  });

  test('a server that has too much to do is left alone for as long as it asks', async () => {
    const { clock, seen } = await aWorld(
      failing(() => new ApiError({ code: 429, reason: 'TooManyRequests', message: 'slow down', retryAfterSeconds: 5 })),
    );
    await clock.advance(seconds(4));
    expect(seen).toEqual(['a']);
    await clock.advance(seconds(1));
    expect(seen).toEqual(['a', 'a']);
  });

  test('stops a reconcile that takes too long, and tries again', async () => {
    const { clock, seen, lines } = await aWorld(
      ({ clock: time }) =>
        async (_key, signal) => {
          await time.sleep(minutes(10), signal);
          return awaitChange;
        },
      { controller: { timeout: seconds(2) } },
    );
    await clock.advance(seconds(3));
    expect(seen).toEqual(['a', 'a']);
    expect(lines.map(({ values }) => String(values['err']))).toContain('ReconcileTimeout: the reconcile was stopped after 2s');
  });

  test('lets running reconciles finish when it stops, and starts none', async () => {
    let finished = false;
    const { server, clock, stop, running, seen } = await aWorld(({ clock: time }) => async (_key, signal) => {
      await time.sleep(milliseconds(900), signal);
      finished = true;
      return awaitChange;
    });
    stop.abort(new Error('SIGTERM'));
    server.put(aWidget('b'));
    await clock.advance(seconds(1));
    await running;
    expect({ finished, seen }).toEqual({ finished: true, seen: ['a'] });
  });

  test('ends reconciles that do not finish within the grace', async () => {
    const { clock, stop, running } = await aWorld(
      ({ clock: time }) =>
        async (_key, signal) => {
          await time.sleep(minutes(1), signal);
          return awaitChange;
        },
      { grace: seconds(3) },
    );
    stop.abort(new Error('SIGTERM'));
    await clock.advance(seconds(3));
    await expect(running).resolves.toBeUndefined();
  });

  test('sees only objects that carry its watch filter', async () => {
    const { server, clock, seen } = await aWorld(() => async () => awaitChange, { names: [], watchFilter: 'blue' });
    server.put(aWidget('a'));
    server.put(aWidget('b', { labels: { 'cluster.x-k8s.io/watch-filter': 'blue' } }));
    await clock.settle();
    expect(seen).toEqual(['b']);
  });

  test('wakes keys on changes of a kind that is watched later, once however often that is asked', async () => {
    const Gadget = { ...Widget, kind: 'Gadget', version: 'v2' };
    const { runtime, server, clock, seen, stop } = await aWorld(() => async () => awaitChange);
    for (let time = 0; time < 2; time += 1)
      await runtime.watchAlso('widget', Gadget, () => [{ namespace: 'team-a', name: 'x' }], stop.signal);
    await clock.settle();
    seen.length = 0;
    server.put(aWidget('b'));
    await clock.settle();
    expect(seen.filter((name) => name === 'x')).toHaveLength(1);
  });

  test('looks at everything again after the sync period', async () => {
    const { clock, seen } = await aWorld(() => async () => awaitChange, { names: ['a', 'b'], syncPeriod: minutes(10) });
    await clock.advance(minutes(11));
    expect(seen).toEqual(['a', 'b', 'a', 'b']);
  });

  test.each([
    { rule: 'looks at everything again when the clock was set forward', ahead: hours(2) },
    { rule: 'looks at everything again when the clock was set back', ahead: hours(-2) },
  ])('$rule', async ({ ahead }) => {
    let jump = 0;
    const steady = virtualClock(instant(Date.parse('2026-01-01T00:00:00Z')));
    const clock = { ...steady, now: () => instant(steady.now() + jump) };
    const { seen, lines } = await aWorld(() => async () => recheck(hours(1), 'something expires'), { clock });
    await steady.advance(minutes(1));
    jump = ahead;
    await steady.advance(seconds(20));
    expect(seen).toEqual(['a', 'a']);
    expect(lines.map(({ message }) => message)).toContain('The clock jumped, looking at everything again');
  });

  test('makes few reconciles of many changes where the controller asks to settle', async () => {
    const { server, clock, seen } = await aWorld(() => async () => awaitChange, { controller: { settle: milliseconds(100) } });
    for (let change = 0; change < 20; change += 1) {
      server.put({ ...(server.get('a') ?? aWidget('a')), spec: { change } } as Widget);
      await clock.advance(milliseconds(10));
    }
    await clock.advance(seconds(1));
    expect(seen.length).toBeLessThanOrEqual(4);
  });

  test('counts what it does under the names of controller-runtime', async () => {
    const { runtime } = await aWorld(failing(() => new Error('boom')));
    const text = await runtime.metrics.print();
    expect(text).toMatch(/^controller_runtime_reconcile_total\{controller="widget",result="error"\} [1-9]/m);
    expect(text).toMatch(/^capi_reconcile_total\{controller="widget",result="success"\} 0$/m);
    expect(text).toMatch(/^workqueue_depth\{name="widget",priority="0"\} 0$/m);
    expect(text).toMatch(/^rest_client_requests_total\{code="200",method="GET",host=""\} 1$/m);
  });

  test('gives up when a kind cannot be watched for five minutes', async () => {
    const { clock, running } = await aWorld(() => async () => awaitChange, {
      transport: {
        send: () =>
          Promise.resolve({
            status: 403,
            headers: {},
            text: () => Promise.resolve('{"kind":"Status","code":403,"reason":"Forbidden","message":"may not list widgets"}'),
            lines: () => {
              throw new Error('not a watch');
            },
          }),
        close: () => Promise.resolve(),
      },
    });
    const ended = running.catch((error: unknown) => String(error));
    await clock.advance(minutes(6));
    expect(await ended).toContain('may not list widgets');
  });
});
