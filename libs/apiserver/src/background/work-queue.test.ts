import { instant, seconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { StatusError } from '../errors/status-error.ts';
import { waitFor, type Steps } from './steps.ts';
import { WorkQueue } from './work-queue.ts';

describe('background work', () => {
  const clock = virtualClock(instant(0));
  const noBug = (error: unknown): never => {
    throw error;
  };

  test('is tried again, later and later, while a webhook refuses it', async () => {
    const queue = new WorkQueue(clock, noBug);
    let attempts = 0;
    queue.add('delete', function* () {
      attempts += 1;
      yield* waitFor(Promise.resolve());
      if (attempts < 3) throw new StatusError(403, 'Forbidden', 'not yet');
    });
    await clock.settle();
    expect(attempts).toBe(1);
    await clock.advance(seconds(1));
    expect(attempts).toBe(2);
    await clock.advance(seconds(2));
    expect(attempts).toBe(3);
    await clock.advance(seconds(60));
    expect(attempts).toBe(3);
    queue.close();
  });

  test('does not hold up other work while a webhook is asked', async () => {
    const queue = new WorkQueue(clock, noBug);
    const done: string[] = [];
    let answer = (): void => {};
    queue.add('slow', function* () {
      yield* waitFor(new Promise<void>((resolve) => (answer = resolve)));
      done.push('slow');
    });
    // oxlint-disable-next-line require-yield -- quick work waits for nothing
    queue.add('quick', function* (): Steps<void> {
      done.push('quick');
    });
    await clock.settle();
    expect(done).toEqual(['quick']);
    answer();
    await clock.settle();
    expect(done).toEqual(['quick', 'slow']);
    queue.close();
  });

  test('that is asked for again while it waits is done once more', async () => {
    const queue = new WorkQueue(clock, noBug);
    let count = 0;
    let answer = (): void => {};
    const work = function* (): Steps<void> {
      count += 1;
      if (count === 1) yield* waitFor(new Promise<void>((resolve) => (answer = resolve)));
    };
    queue.add('same', work);
    await clock.settle();
    queue.add('same', work);
    queue.add('same', work);
    answer();
    await clock.settle();
    expect(count).toBe(2);
    queue.close();
  });
});
