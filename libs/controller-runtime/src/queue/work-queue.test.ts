import { instant, milliseconds, minutes, seconds, seededRandom, type Duration } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';
import * as fc from 'fast-check';

import { WorkQueue } from './work-queue.ts';

function aQueue(settle?: Duration): { readonly queue: WorkQueue; readonly clock: VirtualClock } {
  const clock = virtualClock(instant(0));
  const options = { clock, random: seededRandom(1), ready: () => undefined, ...(settle === undefined ? {} : { settle }) };
  return { queue: new WorkQueue(options, new AbortController().signal), clock };
}
const drain = (queue: WorkQueue): readonly string[] => {
  const taken: string[] = [];
  for (let key = queue.take(); key !== undefined; key = queue.take()) {
    taken.push(key);
    queue.done(key);
  }
  return taken;
};

describe('work queue', () => {
  test.each<{ rule: string; fill: (queue: WorkQueue) => void; taken: readonly string[] }>([
    { rule: 'gives keys in their order', fill: (queue) => ['a', 'b', 'c'].forEach((key) => queue.add(key)), taken: ['a', 'b', 'c'] },
    { rule: 'holds a key once', fill: (queue) => ['a', 'b', 'a', 'a'].forEach((key) => queue.add(key)), taken: ['a', 'b'] },
    {
      rule: 'puts news before what is looked at only to be sure',
      fill: (queue) => {
        queue.add('old', 'low');
        queue.add('new');
      },
      taken: ['new', 'old'],
    },
    {
      rule: 'moves a key up when there is news of it',
      fill: (queue) => {
        for (const key of ['a', 'b', 'c']) queue.add(key, 'low');
        queue.add('c');
      },
      taken: ['c', 'a', 'b'],
    },
    {
      rule: 'lets low priority have every ninth turn',
      fill: (queue) => {
        queue.add('low', 'low');
        for (let index = 0; index < 10; index += 1) queue.add(String(index));
      },
      taken: ['0', '1', '2', '3', '4', '5', '6', '7', 'low', '8', '9'],
    },
  ])('$rule', ({ fill, taken }) => {
    const { queue } = aQueue();
    fill(queue);
    expect(drain(queue)).toEqual(taken);
  });

  test('gives a key that is added while it is worked on once more, afterwards', () => {
    const { queue } = aQueue();
    queue.add('a');
    queue.take();
    queue.add('a');
    queue.add('a');
    expect(queue.take()).toBeUndefined();
    queue.done('a');
    expect(drain(queue)).toEqual(['a']);
  });

  test('waits longer after each failure in a row, up to a limit, and starts over after a success', async () => {
    const { queue, clock } = aQueue();
    const waits: number[] = [];
    for (let failure = 0; failure < 20; failure += 1) {
      queue.add('a');
      queue.take();
      queue.retry('a');
      queue.done('a');
      waits.push(clock.untilNext() ?? -1);
      await clock.advance(minutes(20));
      expect(queue.depth().normal).toBe(1);
    }
    waits.slice(0, 17).forEach((wait, failure) => {
      expect(wait).toBeGreaterThanOrEqual(5 * 2 ** failure);
      expect(wait).toBeLessThanOrEqual(5 * 2 ** failure * 1.2);
    });
    expect(waits.at(-1)).toBe(seconds(1000));
    queue.take();
    queue.forget('a');
    queue.retry('a');
    queue.done('a');
    expect(clock.untilNext()).toBeLessThan(10);
  });

  test('takes the sooner of two wishes to look later', async () => {
    const { queue, clock } = aQueue();
    queue.addAfter('a', seconds(10));
    queue.addAfter('a', seconds(2));
    queue.addAfter('a', seconds(5));
    await clock.advance(seconds(2));
    expect(drain(queue)).toEqual(['a']);
    await clock.advance(minutes(1));
    expect(drain(queue)).toEqual([]);
  });

  test('looks at once when there is news of a key that waits', async () => {
    const { queue, clock } = aQueue();
    queue.addAfter('a', seconds(10));
    queue.add('a');
    expect(drain(queue)).toEqual(['a']);
    await clock.advance(minutes(1));
    expect(drain(queue)).toEqual([]);
  });

  test('makes one reconcile of a burst, and the first one at once', async () => {
    const { queue, clock } = aQueue(milliseconds(50));
    queue.add('a');
    expect(drain(queue)).toEqual(['a']);
    for (let event = 0; event < 10; event += 1) {
      queue.add('a');
      await clock.advance(milliseconds(4));
    }
    expect(drain(queue)).toEqual([]);
    await clock.advance(milliseconds(10));
    expect(drain(queue)).toEqual(['a']);
  });

  type Act = { readonly act: 'add' | 'low' | 'later' | 'take' | 'done' | 'fail' | 'wait'; readonly key: string };
  const acts = fc.array(
    fc.record({
      act: fc.constantFrom<Act['act']>('add', 'low', 'later', 'take', 'done', 'fail', 'wait'),
      key: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 60 },
  );

  test('loses no key and never gives one out twice at once', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.constantFrom(undefined, milliseconds(20)), async (steps, settle) => {
        const { queue, clock } = aQueue(settle);
        const owed = new Set<string>();
        const working: string[] = [];
        const take = (): string | undefined => {
          const key = queue.take();
          if (key === undefined) return undefined;
          expect(working).not.toContain(key);
          working.push(key);
          owed.delete(key);
          return key;
        };
        for (const { act, key } of steps) {
          if (act === 'add' || act === 'low') queue.add(key, act === 'low' ? 'low' : 'normal');
          if (act === 'later') queue.addAfter(key, milliseconds(7));
          if (['add', 'low', 'later'].includes(act)) owed.add(key);
          if (act === 'take') take();
          if (act === 'wait') await clock.advance(milliseconds(3));
          if (act === 'done' || act === 'fail') {
            const done = working.shift();
            if (done === undefined) continue;
            if (act === 'fail') {
              queue.retry(done);
              owed.add(done);
            }
            queue.done(done);
          }
        }
        for (let round = 0; round < 20; round += 1) {
          for (const key of working.splice(0)) queue.done(key);
          while (take() !== undefined);
          await clock.advance(seconds(100));
        }
        expect([...owed]).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
