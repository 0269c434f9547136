import { printDuration, type Clock, type Duration } from '@capi/seams';

/** A reconcile took longer than its controller allows. */
export class ReconcileTimeout extends Error {
  override readonly name = 'ReconcileTimeout';

  constructor(timeout: Duration) {
    super(`the reconcile was stopped after ${printDuration(timeout)}`);
  }
}

/**
 * Runs one reconcile with a signal that is aborted when its time is up, or earlier with another signal.
 * @param limits.signal of what has to end with the process
 */
export async function withinTimeout<T>(
  { timeout, clock, signal }: { readonly timeout: Duration; readonly clock: Clock; readonly signal: AbortSignal },
  reconcile: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const end = (): void => limit.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  const over = new AbortController();
  clock.sleep(timeout, over.signal).then(
    () => limit.abort(new ReconcileTimeout(timeout)),
    () => undefined,
  );
  try {
    return await reconcile(limit.signal);
  } finally {
    // A reason that nobody reads, since an abort without one makes an error with a stack.
    over.abort('finished');
    signal.removeEventListener('abort', end);
  }
}
