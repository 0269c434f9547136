import { seconds } from './duration.ts';
import { instant } from './instant.ts';
import { virtualClock } from './testing/virtual-clock.ts';
import { within } from './within.ts';

const never = new AbortController().signal;

describe('time limit', () => {
  test('ends work that takes longer, and tells it to stop', async () => {
    const clock = virtualClock(instant(0));
    let told = false;
    const work = within(seconds(10), clock, never, async (signal) => {
      signal.addEventListener('abort', () => (told = true));
      await clock.sleep(seconds(60), signal);
    });
    await Promise.all([expect(work).rejects.toThrow('no answer within 10s'), clock.advance(seconds(11))]);
    expect(told).toBe(true);
    expect(clock.untilNext()).toBeUndefined();
  });
});
