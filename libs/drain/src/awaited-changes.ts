import { printKey, type ObjectKey } from '@capi/api';
import type { Source } from '@capi/controller-runtime';
import { aborted } from '@capi/seams';
import type { FollowSelection, WorkloadConnection } from '@capi/workload-cluster';

/** Wakes those who wait for something on a Node when it changes, as long as they wait. */
export interface AwaitedChanges {
  /** What wakes the keys; belongs to the controller whose keys they are. Ends everything with its signal. */
  readonly source: Source;
  /**
   * From now on wakes `key` when one of the selected objects changes, and once when they were first listed: what happened before
   * that is not missed. A key awaits one thing at a time; asking again for the same over the same connection changes nothing.
   */
  waitFor(key: ObjectKey, connection: Pick<WorkloadConnection, 'follow'>, selection: FollowSelection): void;
  /** Waits for nothing any more. */
  forget(key: ObjectKey): void;
}

interface Wait {
  readonly connection: Pick<WorkloadConnection, 'follow'>;
  readonly what: string;
  readonly stop: AbortController;
}

/** {@link AwaitedChanges} of one controller. */
export function awaitedChanges(): AwaitedChanges {
  const waits = new Map<string, Wait>();
  const running = new Set<Promise<void>>();
  let wake: (key: ObjectKey) => void = () => undefined;

  const forget = (key: ObjectKey): void => {
    waits.get(printKey(key))?.stop.abort();
    waits.delete(printKey(key));
  };

  return {
    source: {
      async start(wakeKey, signal) {
        wake = wakeKey;
        await aborted(signal);
        for (const { stop } of waits.values()) stop.abort();
        waits.clear();
        await Promise.allSettled(running);
      },
    },
    forget,
    waitFor(key, connection, selection) {
      const what = `${selection.resource.plural} ${selection.fields ?? ''}`;
      const now = waits.get(printKey(key));
      if (now !== undefined && now.connection === connection && now.what === what) return;
      forget(key);
      const stop = new AbortController();
      const task = connection
        .follow(selection, () => wake(key), stop.signal)
        .finally(() => running.delete(task))
        .catch(() => undefined);
      running.add(task);
      waits.set(printKey(key), { connection, what, stop });
    },
  };
}
