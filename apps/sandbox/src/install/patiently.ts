import { milliseconds, OperationError, seconds, type Clock } from '@capi/seams';

/** How long an API server or a provider may take to come back. */
const patience = seconds(60);
const pause = milliseconds(250);

/**
 * Does something that may fail for reasons that pass: an API server or a webhook that is just being started again.
 * @throws what the last try threw, when a minute has passed; at once what does not pass by itself
 */
export async function patiently<T>(work: () => Promise<T>, clock: Clock, signal: AbortSignal): Promise<T> {
  const deadline = clock.monotonic() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OperationError) || error.retry === 'terminal' || clock.monotonic() >= deadline) throw error;
    }
    await clock.sleep(pause, signal);
  }
}
