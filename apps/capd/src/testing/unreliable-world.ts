import { TransportError } from '@capi/controller-runtime';
import { lostAnswer, type FakeExec } from '@capi/docker-engine/testing';
import { instant, milliseconds, minutes, seconds, seededRandom, type Clock, type Duration } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import type { Around } from '../backends/docker/engine/around-calls.ts';
import { isChanging } from '../backends/docker/engine/fenced-engine.ts';
import { nodesInTime, type NodesInTime } from './nodes-in-time.ts';
import { world, type World } from './world.ts';

/** A world on virtual time in which everything takes a while and answers get lost, all of which follows from a seed. */
export interface UnreliableWorld {
  readonly w: World;
  readonly nodes: NodesInTime;
  /** Whether answers get lost, of the engine and of the API server. */
  readonly losses: { may: boolean };
  /** Replicas of the provider that do not reach the API server. */
  readonly cutOff: Set<string>;
  readonly clock: Clock;
  /** A whole number from 0, below this one. */
  readonly below: (limit: number) => number;
  /** Lets so much time pass. */
  readonly pass: (duration: Duration) => Promise<void>;
  /** Lets time pass until something is so; false when it is not for so long. */
  readonly until: (wanted: () => Promise<boolean>, within: Duration) => Promise<boolean>;
  /** Sees some work through, in whatever time it takes. */
  readonly through: <T>(work: Promise<T>) => Promise<T>;
}

const never = new AbortController().signal;
/** Of the answers that may get lost. */
const lost = { engine: 0.05, server: 0.1 };

/** @param images that the engine has */
export async function unreliableWorld(seed: number, images: readonly string[]): Promise<UnreliableWorld> {
  const clock = virtualClock(instant(1_795_255_200_000));
  const random = seededRandom(seed);
  const [engineDraws, serverDraws, testDraws] = [random.fork('engine'), random.fork('server'), random.fork('test')];
  const losses = { may: false };
  const cutOff = new Set<string>();
  const upTo = (longest: Duration): Duration => milliseconds(engineDraws.next() * longest);
  const nodes = nodesInTime(clock, (what) => upTo(what === 'boot' ? seconds(5) : minutes(1)));

  /** Who leaves is not waited for, but the engine does what it was told to do. */
  const towardsEngine: Around = async (operation, signal, call) => {
    if (operation === 'events') return call(signal);
    const lasting = isChanging(operation) && operation !== 'exec' ? never : signal;
    const asked = (async () => {
      await clock.sleep(upTo(milliseconds(300)), lasting);
      const answer = await call(lasting);
      await clock.sleep(upTo(milliseconds(300)), lasting);
      if (losses.may && engineDraws.next() < lost.engine) throw lostAnswer(operation);
      return answer;
    })();
    asked.catch(() => undefined);
    const left = Promise.withResolvers<never>();
    const leave = (): void => left.reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    return Promise.race([asked, left.promise]).finally(() => signal.removeEventListener('abort', leave));
  };

  /** On to the next thing that waits for its time, if that is not further away than this. */
  const step = async (furthest: number): Promise<boolean> => {
    // oxlint-disable-next-line no-restricted-globals -- lets everything run that needs no time
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const next = clock.untilNext();
    if (next === undefined || next > furthest) return false;
    await clock.advance(next);
    return true;
  };
  const through = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const ended = work.finally(() => (isOver = true));
    ended.catch(() => undefined);
    for (let steps = 0; !isOver; steps += 1) {
      if (steps === 10_000) throw new Error('this goes on for ever');
      await step(Infinity);
    }
    return ended;
  };

  const w = await through(
    world({
      clock,
      engine: { images, onExec: nodes.exec satisfies FakeExec },
      towardsEngine,
      towardsServer: (inner, replica) => ({
        close: () => inner.close(),
        async send(request, signal) {
          if (cutOff.has(replica)) throw new TransportError('there is no way to the API server', { unreachable: 'api' });
          if (request.method === 'GET') return inner.send(request, signal);
          await clock.sleep(milliseconds(serverDraws.next() * 50), signal);
          const isLost = losses.may && serverDraws.next() < lost.server;
          if (isLost && serverDraws.next() < 0.5) throw new TransportError('the request got lost');
          const answer = await inner.send(request, signal);
          if (isLost) throw new TransportError('the answer got lost');
          return answer;
        },
      }),
    }),
  );
  return {
    w,
    nodes,
    losses,
    cutOff,
    clock,
    below: (limit) => Math.floor(testDraws.next() * limit),
    through,
    async pass(duration) {
      const end = clock.monotonic() + duration;
      while (await step(end - clock.monotonic()));
      await clock.advance(milliseconds(end - clock.monotonic()));
    },
    async until(wanted, within) {
      const end = clock.monotonic() + within;
      while (!(await through(wanted()))) if (!(await step(end - clock.monotonic()))) return false;
      return true;
    },
  };
}
