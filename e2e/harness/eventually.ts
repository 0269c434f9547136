import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again until `look` answers something, at most for `seconds`. For what processes outside this one bring about.
 * `look` answers undefined or throws while it is not there yet; the last complaint is in the error.
 * @param pause between two looks, in milliseconds: longer where looking costs much of what the others need
 */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, seconds = 90, pause = 200): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  let complaint: unknown = 'it did not show';
  while (performance.now() < deadline) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      complaint = error;
    }
    await sleep(pause);
  }
  throw new Error(`not within ${seconds} s: ${what} (${complaint instanceof Error ? complaint.message : String(complaint)})`);
}
