import { instant, milliseconds, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createFence } from './fence.ts';
import { LeadershipLost } from './leadership-lost.ts';

const never = new AbortController().signal;
const lost = new LeadershipLost('lost the lease');

function aFence() {
  const clock = virtualClock(instant(0));
  const fence = createFence(clock, () => milliseconds(5000));
  const fates: string[] = [];
  /** A write that is answered after so many seconds. */
  const write = (name: string, takes: number): void => {
    fence
      .through(never, (signal) => clock.sleep(seconds(takes), signal))
      .then(
        () => fates.push(`${name} answered`),
        (error: unknown) => fates.push(`${name} ${String(error)}`),
      );
  };
  return { clock, fence, fates, write };
}

describe('fence', () => {
  test('cuts off what is under way when it closes, and lets nothing more through', async () => {
    const { clock, fence, fates, write } = aFence();
    write('first', 3);
    await clock.advance(seconds(1));
    fence.close(lost);
    await clock.settle();
    write('second', 1);
    await clock.advance(seconds(5));
    expect(fates).toEqual(['first LeadershipLost: lost the lease', 'second LeadershipLost: lost the lease']);
    expect(() => fence.assertOpen()).toThrow(lost);
  });

  test('drains: waits for answers, and lets nothing more through meanwhile', async () => {
    const { clock, fence, fates, write } = aFence();
    write('first', 1);
    const drained = fence.drain(lost, seconds(2));
    write('second', 1);
    await clock.advance(seconds(1));
    expect(await drained).toBe(true);
    expect(fates.toSorted((a, b) => a.localeCompare(b))).toEqual(['first answered', 'second LeadershipLost: lost the lease']);
  });

  test('says so when it had to cut something off', async () => {
    const { clock, fence, fates, write } = aFence();
    write('first', 9);
    const drained = fence.drain(lost, seconds(2));
    await clock.advance(seconds(2));
    expect(await drained).toBe(false);
    await clock.settle();
    expect(fates).toEqual(['first LeadershipLost: lost the lease']);
  });
});
