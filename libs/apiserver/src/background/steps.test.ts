import { inSteps, run, runNow, waitFor, type Steps } from './steps.ts';

describe('steps', () => {
  test('that wait for nothing are done at once', () => {
    // oxlint-disable-next-line require-yield -- that is what the test is about
    const work = inSteps(function* (count: number): Steps<number> {
      return count + 1;
    });
    expect(work(1)).toBe(2);
  });

  test('that wait are a promise, and go on where they stopped', async () => {
    const work = inSteps(function* (count: number) {
      const one = yield* waitFor(Promise.resolve(1));
      const two = yield* waitFor(Promise.resolve(2));
      return count + one + two;
    });
    const pending = work(1);
    expect(pending).toBeInstanceOf(Promise);
    expect(await pending).toBe(4);
  });

  test('meet what went wrong where they waited for it', async () => {
    const caught = run(
      (function* (): Steps<string> {
        try {
          yield* waitFor(Promise.reject(new Error('no')));
          return 'done';
        } catch (error) {
          return (error as Error).message;
        }
      })(),
    );
    expect(await caught).toBe('no');
  });

  test('that must not wait are told when they do', () => {
    const waiting = (function* (): Steps<void> {
      yield* waitFor(Promise.resolve());
    })();
    expect(() => runNow(waiting)).toThrow('waits for a webhook');
  });
});
