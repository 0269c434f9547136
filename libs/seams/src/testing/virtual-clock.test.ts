import { seconds } from '../duration.ts';
import { between, instant } from '../instant.ts';
import { virtualClock } from './virtual-clock.ts';

describe('virtual clock', () => {
  const start = instant(0);
  const never = new AbortController().signal;

  test('wakes sleeps in the order of their time, each at its own time', async () => {
    const clock = virtualClock(start);
    const woken: number[] = [];
    for (const due of [3, 1, 2]) {
      void clock.sleep(seconds(due), never).then(() => woken.push(between(start, clock.now()) / 1000));
    }
    await clock.advance(seconds(2));
    expect(woken).toEqual([1, 2]);
    expect(clock.monotonic()).toBe(seconds(2));
  });

  test('wakes a sleep that began during the advance', async () => {
    const clock = virtualClock(start);
    let done = false;
    void clock.sleep(seconds(1), never).then(async () => {
      await clock.sleep(seconds(1), never);
      done = true;
    });
    await clock.advance(seconds(2));
    expect(done).toBe(true);
  });

  test('ends a sleep with the reason of its signal', async () => {
    const clock = virtualClock(start);
    const abort = new AbortController();
    const sleep = clock.sleep(seconds(1), abort.signal);
    abort.abort(new Error('enough'));
    await expect(sleep).rejects.toThrow('enough');
    expect(clock.untilNext()).toBeUndefined();
  });

  test('runs until something is true, and no longer than asked', async () => {
    const clock = virtualClock(start);
    let ticks = 0;
    const tick = async (): Promise<void> => {
      for (;;) {
        await clock.sleep(seconds(1), never);
        ticks += 1;
      }
    };
    void tick();
    expect(await clock.runUntil(() => ticks === 5, seconds(10))).toBe(true);
    expect(clock.monotonic()).toBe(seconds(5));
    expect(await clock.runUntil(() => false, seconds(3))).toBe(false);
  });
});
