import { attempt, instant, seconds, terminal, transient } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { patiently } from './patiently.ts';

const never = new AbortController().signal;
const failure = { action: 'apply', why: 'nobody answers' };

/** Fails so often, then answers. */
function tried(failures: number, error: Error) {
  let tries = 0;
  return {
    work: async () => {
      tries += 1;
      if (tries <= failures) throw error;
      return 'done';
    },
    tries: () => tries,
  };
}

describe('patience with what comes back', () => {
  test('tries again until it works', async () => {
    const clock = virtualClock(instant(0));
    const { work, tries } = tried(3, transient(failure));
    const result = patiently(work, clock, never);
    await clock.advance(seconds(1));
    await expect(result).resolves.toBe('done');
    expect(tries()).toBe(4);
  });

  test('says why when a minute did not help', async () => {
    const clock = virtualClock(instant(0));
    const result = attempt(() => patiently(tried(Infinity, transient(failure)).work, clock, never));
    await clock.advance(seconds(61));
    expect((await result)?.message).toContain('nobody answers');
  });

  test.each([
    ['is refused for good', terminal(failure)],
    ['is a bug', new TypeError('x is not a function')],
  ])('does not try again what %s', async (_rule, error) => {
    const { work, tries } = tried(1, error);
    await expect(patiently(work, virtualClock(instant(0)), never)).rejects.toThrow(error);
    expect(tries()).toBe(1);
  });
});
