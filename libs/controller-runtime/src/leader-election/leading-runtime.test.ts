import { Event, Lease } from '@capi/api';
import { instant, milliseconds, minutes, seconds, seededRandom } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { awaitChange, type Reconcile } from '../controllers/controller.ts';
import { createRuntime } from '../create-runtime.ts';
import { createLog } from '../logging/create-log.ts';
import type { Runtime } from '../runtime.ts';
import { fakeApiServer } from '../testing/fake-api-server.ts';
import { aWidget, Widget } from '../testing/objects.ts';
import type { Transport } from '../transport/transport.ts';
import { LeadershipLost } from './leadership-lost.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function aWorld() {
  const clock = virtualClock(instant(Date.parse('2026-01-01T00:00:00Z')));
  const [widgets, leases, events] = [fakeApiServer(Widget as never), fakeApiServer(Lease as never), fakeApiServer(Event as never)];
  widgets.put(aWidget('a'));
  const transport: Transport = {
    send(request, signal) {
      const server = request.path.includes('/leases') ? leases : request.path.includes('/events') ? events : widgets;
      return server.transport.send(request, signal);
    },
    close: () => Promise.resolve(),
  };
  const troubles: string[] = [];
  const log = createLog({
    enabled: (level) => level === 'error' || level === 'warn',
    write: (_level, message) => void troubles.push(message),
  });
  const start = (identity: string, reconcile: (runtime: Runtime) => Reconcile, atEnd?: () => void) => {
    const runtime = createRuntime({
      transport,
      clock,
      random: seededRandom(identity.length),
      name: 'widget-manager',
      version: 'v1',
      log,
      leaderElection: { lease: 'widgets', namespace: 'team-a', identity },
    });
    const work = reconcile(runtime);
    runtime.add({ name: 'widget', resource: Widget as never, watches: [], reads: [], permissions: [], concurrency: 1, reconcile: work });
    const stop = new AbortController();
    let ending: unknown = 'runs';
    const running = runtime.run(stop.signal, atEnd).then(
      () => (ending = 'ended'),
      (error: unknown) => (ending = error),
    );
    stops.push(async () => {
      stop.abort(new Error('test over'));
      await clock.advance(minutes(1));
      await running;
    });
    return { runtime, stop, ending: () => ending };
  };
  const holder = (): string | undefined => (leases.get('widgets') as Lease | undefined)?.spec?.holderIdentity;
  return { clock, leases, start, holder, troubles };
}

describe('a runtime with a lease', () => {
  test('reconciles only where it leads, and keeps the caches of others full', async () => {
    const { clock, start } = aWorld();
    const seen: string[] = [];
    const noting = (name: string) => () => async () => {
      seen.push(name);
      return awaitChange;
    };
    start('one', noting('one'));
    await clock.advance(seconds(1));
    const standby = start('two', noting('two'));
    await clock.advance(seconds(10));
    expect(seen).toEqual(['one']);
    expect(standby.runtime.isSynced()).toBe(true);
  });

  test('breaks off at once what runs when the lease is lost, and ends with that as its one reason', async () => {
    const { clock, leases, start, troubles } = aWorld();
    let reason: unknown;
    const runtime = start('one', ({ clock: time }) => async (_key, signal) => {
      await time.sleep(minutes(10), signal).catch((error: unknown) => (reason = error));
      signal.throwIfAborted();
      return awaitChange;
    });
    await clock.advance(seconds(5));
    leases.refuse = () => ({ status: 503, body: { kind: 'Status', code: 503, reason: 'ServiceUnavailable' } });
    await clock.advance(seconds(8));
    expect(runtime.ending()).toBe('runs');
    await clock.advance(seconds(2));
    expect(reason).toBeInstanceOf(LeadershipLost);
    await clock.advance(seconds(2));
    expect(String(runtime.ending())).toBe('LeadershipLost: lost the lease team-a/widgets: it could not be renewed within 10s');
    expect(troubles).toEqual([]);
  });

  test('gives the lease back after its last reconcile and after all is closed, so another goes on at once', async () => {
    const { clock, start, holder } = aWorld();
    const order: string[] = [];
    const slow =
      ({ clock: time }: Runtime): Reconcile =>
      async (_key, signal) => {
        await time.sleep(milliseconds(1500), signal);
        order.push(`reconciled, ${holder()} leads`);
        return awaitChange;
      };
    const first = start('one', slow, () => void order.push(`closed, ${holder()} leads`));
    await clock.advance(seconds(1));
    start('two', () => async () => {
      order.push(`taken over, ${holder()} leads`);
      return awaitChange;
    });
    first.stop.abort(new Error('SIGTERM'));
    await clock.advance(seconds(1));
    expect(order).toEqual(['reconciled, one leads', 'closed, one leads', 'taken over, two leads']);
  });

  test('gives the lease back within two seconds, whatever its reconciles do', async () => {
    const { clock, start, holder } = aWorld();
    const first = start('one', ({ clock: time }) => async (_key, signal) => {
      await time.sleep(minutes(5), signal);
      return awaitChange;
    });
    await clock.advance(seconds(1));
    start('two', () => async () => awaitChange);
    first.stop.abort(new Error('SIGTERM'));
    await clock.advance(seconds(2));
    expect(holder()).toBe('two');
  });

  test('closes nothing that it never opened', async () => {
    const { clock, start } = aWorld();
    start('one', () => async () => awaitChange);
    await clock.advance(seconds(1));
    let closed = 0;
    const standby = start(
      'two',
      () => async () => awaitChange,
      () => void (closed += 1),
    );
    await clock.advance(seconds(1));
    standby.stop.abort(new Error('SIGTERM'));
    await clock.advance(seconds(5));
    expect([standby.ending(), closed]).toEqual(['ended', 0]);
  });

  test('refuses writes before it leads', async () => {
    const { clock, start } = aWorld();
    start('one', () => async () => awaitChange);
    await clock.advance(seconds(1));
    const { runtime } = start('two', () => async () => awaitChange);
    await clock.advance(seconds(1));
    const write = runtime.client.create(Widget, aWidget('b'), new AbortController().signal);
    await expect(write).rejects.toThrow('this process does not hold the lease team-a/widgets yet and must not write');
    const change = runtime.whileLeading(new AbortController().signal, () => Promise.resolve('changed'));
    await expect(change).rejects.toThrow(LeadershipLost);
  });
});
