import { Lease } from '@capi/api';
import { instant, later, milliseconds, minutes, seconds, seededRandom, type Clock, type Duration, type Random } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { createClient } from '../client/create-client.ts';
import { silentLog } from '../logging/create-log.ts';
import { fakeApiServer, type FakeApiServer } from '../testing/fake-api-server.ts';
import type { Transport } from '../transport/transport.ts';
import { leaderElection } from './leader-election.ts';
import { watchLease } from './watch-lease.ts';
import { withFence } from './with-fence.ts';

/** What a write takes at least. */
const workTakes = 100;
const never = new AbortController().signal;

/** An API server that may take its time, carries out what it has begun even when nobody waits for it, and keeps a diary of writes. */
interface SlowServer {
  readonly server: FakeApiServer;
  /** How long the next request waits before it is carried out. */
  delay: () => Duration;
  readonly diary: { readonly writer: string; readonly at: number }[];
  transport(writer: string, process: Machine): Transport;
}

function slowServer(clock: VirtualClock): SlowServer {
  const server = fakeApiServer(Lease as never);
  const slow: SlowServer = {
    server,
    delay: () => milliseconds(0),
    diary: [],
    transport: (writer, process) => ({
      async send(asked, signal) {
        await process.awake();
        signal.throwIfAborted();
        const request = asked.beforeSending?.(asked) ?? asked;
        if (request.path.includes('watch=true')) return process.gated(server.transport.send(request, signal));
        const limit = Number(/[?&]timeout=(\d+)ms/.exec(request.path)?.[1] ?? 60_000);
        const cancelled = new AbortController();
        // The server hears of the end of a request only from a process that is awake to tell.
        const tell = (): void => void process.awake().then(() => cancelled.abort(signal.reason));
        signal.addEventListener('abort', tell, { once: true });
        const delay = milliseconds(slow.delay() + (request.path.startsWith('/work') ? workTakes : 0));
        const carriedOut = async () => {
          await clock.sleep(milliseconds(Math.min(delay, limit)), cancelled.signal);
          if (delay > limit) throw new Error('504');
          if (request.path.startsWith('/work')) {
            slow.diary.push({ writer, at: clock.monotonic() });
            return {
              status: 200,
              headers: {},
              text: () => Promise.resolve('{}'),
              lines: () => {
                throw new Error('no watch');
              },
            };
          }
          return server.transport.send(request, never);
        };
        try {
          return await process.gated(carriedOut());
        } finally {
          signal.removeEventListener('abort', tell);
        }
      },
      close: () => Promise.resolve(),
    }),
  };
  return slow;
}

/** A process that can be stopped as by SIGSTOP, on a machine whose clocks can jump. */
interface Machine {
  readonly clock: Clock;
  stop(): void;
  go(): void;
  /** Moves the wall clock only. */
  jump(by: Duration): void;
  awake(): Promise<void>;
  /** What arrives while the process is stopped is seen when it goes on. */
  gated<T>(promise: Promise<T>): Promise<T>;
}

function aMachine(world: VirtualClock): Machine {
  let resumed: PromiseWithResolvers<void> | undefined;
  let jumped = 0;
  const awake = async (): Promise<void> => {
    while (resumed !== undefined) await resumed.promise;
  };
  const gated = async <T>(promise: Promise<T>): Promise<T> => {
    try {
      return await promise;
    } finally {
      await awake();
    }
  };
  return {
    awake,
    gated,
    stop: () => void (resumed ??= Promise.withResolvers()),
    go() {
      const waiting = resumed;
      resumed = undefined;
      waiting?.resolve();
    },
    jump: (by) => void (jumped += by),
    clock: {
      now: () => later(world.now(), milliseconds(jumped)),
      monotonic: () => world.monotonic(),
      sleep: (duration, signal) => gated(world.sleep(duration, signal)),
    },
  };
}

interface Replica extends Machine {
  readonly name: string;
  readonly stopSignal: AbortController;
  state: 'waiting' | 'leading' | 'gone';
}

/** A process that writes all the time while it leads, with several writes under way. */
function aReplica(name: string, world: VirtualClock, api: SlowServer, random: Random): Replica {
  const machine = aMachine(world);
  const transport = api.transport(name, machine);
  const election = leaderElection(
    { lease: 'widgets', namespace: 'team-a', identity: name },
    {
      client: createClient({ transport }),
      clock: machine.clock,
      random: random.fork(name),
      log: silentLog,
      watch: (changed, signal) =>
        watchLease(
          { transport, name: 'widgets', namespace: 'team-a', clock: machine.clock, random: random.fork(`${name} watch`), log: silentLog },
          changed,
          signal,
        ),
    },
  );
  const replica: Replica = { ...machine, name, stopSignal: new AbortController(), state: 'waiting' };
  const fenced = withFence(transport, election.fence);
  const work = async (signal: AbortSignal): Promise<void> => {
    const writers = [0, 100, 150].map(async (pause) => {
      while (!signal.aborted) {
        const sent = await fenced.send({ method: 'PATCH', path: '/work' }, signal).catch(() => undefined);
        if (sent === undefined) await machine.clock.sleep(milliseconds(100), never);
        // One goes on at once, also when the process does after a stop; the others pause, and come from a timer.
        if (pause > 0) await machine.clock.sleep(milliseconds(pause), never);
      }
    });
    await Promise.all(writers);
  };
  const live = async (): Promise<void> => {
    try {
      await election.acquire(replica.stopSignal.signal);
      replica.state = 'leading';
      const over = new AbortController();
      const held = election.hold(replica.stopSignal.signal).finally(() => over.abort());
      await Promise.all([held, work(over.signal)]);
    } finally {
      replica.state = 'gone';
    }
  };
  live().catch(() => undefined);
  return replica;
}

/** Who wrote, without repetitions: `a b a` would mean that two led at once. */
const turns = (api: SlowServer): readonly string[] =>
  api.diary.map(({ writer }) => writer).filter((writer, index, all) => writer !== all[index - 1]);
const aWorld = (seed = 1) => {
  const clock = virtualClock(instant(Date.parse('2026-01-01T00:00:00Z')));
  const api = slowServer(clock);
  const random = seededRandom(seed);
  return { clock, api, random, replica: (name: string) => aReplica(name, clock, api, random) };
};
const lastBy = (api: SlowServer, writer: string) => api.diary.findLast((entry) => entry.writer === writer)?.at ?? 0;
const firstBy = (api: SlowServer, writer: string) => api.diary.find((entry) => entry.writer === writer)?.at ?? Infinity;

describe('replicas of a provider', () => {
  test('a stopped leader writes nothing more when it goes on after another took over', async () => {
    const { clock, api, replica } = aWorld();
    const [a, b] = [replica('a'), replica('b')];
    await clock.advance(seconds(5));
    expect([a.state, b.state]).toEqual(['leading', 'waiting']);
    a.stop();
    await clock.advance(seconds(16));
    expect(b.state).toBe('leading');
    a.go();
    await clock.advance(seconds(30));
    expect([a.state, b.state]).toEqual(['gone', 'leading']);
    expect(turns(api)).toEqual(['a', 'b']);
  });

  test('a leader that was stopped for less than the renew deadline goes on', async () => {
    const { clock, api, replica } = aWorld();
    const [a] = [replica('a'), replica('b')];
    await clock.advance(seconds(5));
    a.stop();
    await clock.advance(seconds(7));
    a.go();
    await clock.advance(seconds(30));
    expect(a.state).toBe('leading');
    expect(turns(api)).toEqual(['a']);
  });

  test('another takes over when the lease of a dead leader has run out, not before and not later', async () => {
    const { clock, api, replica } = aWorld();
    const [a, b] = [replica('a'), replica('b')];
    // Some way after a renewal.
    await clock.advance(milliseconds(9100));
    a.stop();
    await clock.advance(seconds(20));
    expect(b.state).toBe('leading');
    const renewed = 8000;
    expect(firstBy(api, 'b') - renewed).toBeGreaterThanOrEqual(15_000);
    expect(firstBy(api, 'b') - renewed).toBeLessThan(15_000 + 2 * workTakes);
  });

  test('another takes over at once when the leader ends in order, and after its last write', async () => {
    const { clock, api, replica } = aWorld();
    api.delay = () => milliseconds(300);
    const [a, b] = [replica('a'), replica('b')];
    await clock.advance(seconds(5));
    a.stopSignal.abort(new Error('SIGTERM'));
    await clock.advance(seconds(2));
    expect([a.state, b.state]).toEqual(['gone', 'leading']);
    expect(turns(api)).toEqual(['a', 'b']);
  });

  test('a leader whose writes are not answered keeps its lease to the end, rather than give it back', async () => {
    const { clock, api, replica } = aWorld();
    const [a, b] = [replica('a'), replica('b')];
    await clock.advance(seconds(5));
    // Renewals are quick, and all else hangs.
    api.delay = () => seconds(8);
    await clock.advance(milliseconds(200));
    api.delay = () => milliseconds(0);
    a.stopSignal.abort(new Error('SIGTERM'));
    await clock.advance(seconds(5));
    expect([a.state, b.state]).toEqual(['gone', 'waiting']);
    await clock.advance(seconds(15));
    expect(b.state).toBe('leading');
    expect(turns(api)).toEqual(['a', 'b']);
  });

  test('a write that a slow API server still holds is not carried out when another leads', async () => {
    const { clock, api, replica } = aWorld();
    const [a, b] = [replica('a'), replica('b')];
    await clock.advance(seconds(5));
    api.delay = () => seconds(40);
    await clock.advance(milliseconds(100));
    // Stopped, it cannot call its writes back.
    a.stop();
    api.delay = () => milliseconds(0);
    await clock.advance(minutes(2));
    expect(b.state).toBe('leading');
    expect(turns(api)).toEqual(['a', 'b']);
  });

  test('a replica that stands by ends soon, also when the API server hangs', async () => {
    const { clock, api, replica } = aWorld();
    const [, b] = [replica('a'), replica('b')];
    await clock.advance(seconds(5));
    api.delay = () => minutes(1);
    await clock.advance(seconds(3));
    b.stopSignal.abort(new Error('SIGTERM'));
    await clock.advance(milliseconds(2100));
    expect(b.state).toBe('gone');
  });

  test('a machine that slept writes nothing until its lease is renewed, or found lost', async () => {
    const { clock, api, replica } = aWorld();
    const a = replica('a');
    await clock.advance(seconds(5));
    a.jump(minutes(60));
    await clock.advance(milliseconds(workTakes));
    const before = api.diary.length;
    await clock.advance(milliseconds(500));
    expect(api.diary.length).toBe(before);
    await clock.advance(seconds(3));
    expect(a.state).toBe('leading');
    expect(api.diary.length).toBeGreaterThan(before);
  });

  test('a clock that goes back changes nothing', async () => {
    const { clock, api, replica } = aWorld();
    const [a] = [replica('a'), replica('b')];
    await clock.advance(seconds(5));
    a.jump(minutes(-60));
    await clock.advance(seconds(30));
    expect(a.state).toBe('leading');
    expect(turns(api)).toEqual(['a']);
  });

  test('a lease that somebody deletes makes no second leader', async () => {
    const { clock, api, replica } = aWorld();
    const [a, b] = [replica('a'), replica('b')];
    // Just after a renewal: the holder does not look for a while.
    await clock.advance(milliseconds(8050));
    api.server.remove('widgets');
    await clock.advance(seconds(30));
    expect([a.state, b.state]).toEqual(['leading', 'waiting']);
    expect(turns(api)).toEqual(['a']);
  });

  test('an API server that is away for less than the renew deadline changes nothing, one that stays away ends the leader', async () => {
    const { clock, api, replica } = aWorld();
    const [a, b] = [replica('a'), replica('b')];
    const away = (request: { readonly path: string }) =>
      request.path.includes('watch=true') ? undefined : { status: 503, body: { kind: 'Status', code: 503, reason: 'ServiceUnavailable' } };
    await clock.advance(seconds(5));
    api.server.refuse = away;
    await clock.advance(milliseconds(6500));
    api.server.refuse = undefined;
    await clock.advance(seconds(10));
    expect(a.state).toBe('leading');
    api.server.refuse = away;
    await clock.advance(seconds(11));
    expect(a.state).toBe('gone');
    expect(lastBy(api, 'a')).toBeLessThan(clock.monotonic());
    api.server.refuse = undefined;
    await clock.advance(seconds(10));
    expect(b.state).toBe('leading');
    expect(turns(api)).toEqual(['a', 'b']);
  });

  test.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'never two write at once, whatever stops, jumps, hangs and ends (seed %i)',
    async (seed) => {
      const { clock, api, random, replica } = aWorld(seed);
      const faults = random.fork('faults');
      const latency = random.fork('latency');
      let slowness = 0;
      api.delay = () => milliseconds(latency.next() ** 4 * slowness);
      let born = 0;
      const next = (): Replica => replica(`r${(born += 1)}`);
      let running = [next(), next(), next()];
      for (let step = 0; step < 25; step += 1) {
        await clock.advance(milliseconds(faults.next() * 8000));
        const victim = running[Math.floor(faults.next() * running.length)];
        const dice = faults.next();
        if (dice < 0.3) victim?.stop();
        else if (dice < 0.6) for (const each of running) each.go();
        else if (dice < 0.7) victim?.jump(seconds((faults.next() - 0.3) * 100));
        else if (dice < 0.8) victim?.stopSignal.abort(new Error('SIGTERM'));
        else slowness = faults.next() * 30_000;
        running = running.filter(({ state }) => state !== 'gone');
        while (running.length < 3) running.push(next());
      }
      for (const each of running) each.go();
      slowness = 0;
      await clock.advance(minutes(1));
      const order = turns(api);
      expect({ order, repeated: order.length - new Set(order).size }).toEqual({ order, repeated: 0 });
      expect(running.filter(({ state }) => state === 'leading')).toHaveLength(1);
    },
    30_000,
  );
});
