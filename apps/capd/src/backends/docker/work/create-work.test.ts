import type { ObjectKey } from '@capi/api';
import { createRuntime, LeadershipLost } from '@capi/controller-runtime';
import { instant, later, milliseconds, seconds, seededRandom, terminal, transient } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createWork } from './create-work.ts';
import type { Task } from './work.ts';

const start = instant(1_795_255_200_000);
const owner = { uid: 'u-1', key: { namespace: 'team-a', name: 'm-1' } };
const refused = (retry: 'transient' | 'terminal') =>
  ({ transient, terminal })[retry]({ action: 'pull image', object: 'image x', why: 'no such image' });

function aWork() {
  const clock = virtualClock(start);
  const transport = { send: () => Promise.reject(new Error('not connected')), close: () => Promise.resolve() };
  const runtime = createRuntime({ transport, clock, random: seededRandom(1), name: 'capd', version: 'test', development: true });
  const work = createWork<string, string>('devmachine', runtime);
  const woken: string[] = [];
  const end = new AbortController();
  const over = Promise.resolve(work.changes.start(({ name }: ObjectKey) => woken.push(name), end.signal));
  return { clock, work, woken, end, over };
}

describe('work', () => {
  test('tells how far it is, and wakes its object whenever that changes', async () => {
    const { clock, work, woken } = aWork();
    const gate = Promise.withResolvers<string>();
    work.start(owner, {
      name: 'provision',
      run: (reach) => {
        reach('created');
        return gate.promise;
      },
    });
    expect(work.of('u-1')).toEqual({ task: 'provision', state: 'running', since: start });
    await clock.settle();
    expect(work.of('u-1')).toEqual({ task: 'provision', stage: 'created', state: 'running', since: start });
    gate.resolve('there');
    await clock.settle();
    expect(work.of('u-1')).toEqual({ task: 'provision', stage: 'created', state: 'done', result: 'there' });
    expect(woken).toEqual(['m-1', 'm-1']);
  });

  test('is one task at a time for each object', async () => {
    const { clock, work } = aWork();
    const ran: string[] = [];
    const waiting = (name: string): Task<string, string> => ({ name, run: () => new Promise(() => ran.push(name)) });
    work.start(owner, waiting('first'));
    work.start(owner, waiting('second'));
    work.start({ ...owner, uid: 'u-2' }, waiting('other'));
    await clock.settle();
    expect(ran).toEqual(['first', 'other']);
  });

  test.each([
    { retry: 'transient' as const, pauses: [1, 2, 4, 8] },
    { retry: 'terminal' as const, pauses: [10, 20, 40, 80] },
  ])('waits longer with every $retry failure in a row', async ({ retry, pauses }) => {
    const { clock, work } = aWork();
    for (const [index, pause] of pauses.entries()) {
      work.start(owner, { name: 'provision', run: () => Promise.reject(refused(retry)) });
      await clock.settle();
      const state = work.of('u-1');
      if (state?.state !== 'failed') throw new Error('it did not fail');
      expect(state).toMatchObject({ failures: index + 1, retry, why: 'cannot pull image for image x: no such image' });
      expect(state.retryAt).toBeGreaterThanOrEqual(later(start, seconds(pause)));
      expect(state.retryAt).toBeLessThanOrEqual(later(start, milliseconds(pause * 1200)));
    }
  });

  test('counts the failures of another task anew', async () => {
    const { clock, work } = aWork();
    for (const name of ['provision', 'provision', 'bootstrap']) {
      work.start(owner, { name, run: () => Promise.reject(refused('transient')) });
      await clock.settle();
    }
    expect(work.of('u-1')).toMatchObject({ task: 'bootstrap', failures: 1 });
  });

  test('says the same of the same failure, whatever ids an engine quotes', async () => {
    const { clock, work } = aWork();
    const why = `no mount in /data/overlay2/${'0a'.repeat(32)}/merged`;
    work.start(owner, { name: 'provision', run: () => Promise.reject(transient({ action: 'start container x', why })) });
    await clock.settle();
    expect(work.of('u-1')).toMatchObject({ why: 'cannot start container x: no mount in /data/overlay2/…/merged' });
  });

  test('is forgotten when another process leads, which finds what was left behind', async () => {
    const { clock, work, woken } = aWork();
    work.start(owner, { name: 'provision', run: () => Promise.reject(new LeadershipLost('the lease is held by capd-1')) });
    await clock.settle();
    expect(work.of('u-1')).toBeUndefined();
    expect(woken).toEqual([]);
  });

  test('never shows the words of a mistake of ours', async () => {
    const { clock, work } = aWork();
    work.start(owner, { name: 'provision', run: () => Promise.reject(new Error('token abcdef')) });
    await clock.settle();
    expect(JSON.stringify(work.of('u-1'))).not.toContain('abcdef');
  });

  test.each<{ rule: string; cancel: (world: ReturnType<typeof aWork>) => Promise<void> }>([
    { rule: 'when it is called off', cancel: ({ work }) => work.cancel('u-1') },
    { rule: 'when its object is gone', cancel: ({ work }) => work.cancelKey(owner.key) },
    {
      rule: 'when the controller ends',
      cancel: async ({ end, over }) => {
        end.abort(new Error('stopped'));
        await over;
      },
    },
  ])('is broken off and forgotten $rule', async ({ cancel }) => {
    const world = aWork();
    let reason: unknown;
    const ended: string[] = [];
    world.work.start(owner, {
      name: 'provision',
      run: (_reach, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            ended.push('ended');
            reject(signal.reason as Error);
          });
        }),
    });
    await world.clock.settle();
    await cancel(world);
    expect(ended).toEqual(['ended']);
    expect(reason).toBeInstanceOf(Error);
    expect(world.work.of('u-1')).toBeUndefined();
  });
});
