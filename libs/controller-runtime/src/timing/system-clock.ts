import { instant, milliseconds, type Clock } from '@capi/seams';

/** Longest delay that a timer takes; longer sleeps are slept in pieces. */
const longest = 2 ** 31 - 1;

/** The real clock. */
export function systemClock(): Clock {
  return {
    now: () => instant(Date.now()),
    monotonic: () => milliseconds(performance.now()),
    async sleep(duration, signal) {
      for (let left = Math.max(0, duration); ; left -= longest) {
        await timer(Math.min(left, longest), signal);
        if (left <= longest) return;
      }
    },
  };
}

function timer(delay: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const abort = (): void => {
      clearTimeout(timeout);
      reject(signal.reason as Error);
    };
    const timeout = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, delay);
    signal.addEventListener('abort', abort, { once: true });
  });
}
