import type { ObjectKey } from '@capi/api';
import type { Source } from '@capi/controller-runtime';
import type { Instant } from '@capi/seams';

/** The object that something is done for. */
export interface WorkOwner {
  readonly uid: string;
  readonly key: ObjectKey;
}

/** Something that takes long, for one object. */
export interface Task<Stage, Result> {
  /** What it is, for logs: `provision`. Failures of one name in a row make the pauses between them longer. */
  readonly name: string;
  /**
   * Does it. Whatever it does can be done again, since the process may end at any time. What it rejects with is kept and shown, but for
   * the reason of the signal.
   * @param reach tells how far it is
   */
  run(reach: (stage: Stage) => void, signal: AbortSignal): Promise<Result>;
}

/** How the latest task of an object stands. Plain JSON as long as `Stage` and `Result` are. */
export type WorkState<Stage, Result> = {
  readonly task: string;
  /** The last one that was reached; absent before the first. */
  readonly stage?: Stage;
} & (
  | { readonly state: 'running'; /** When the stage was reached. */ readonly since: Instant }
  | { readonly state: 'done'; readonly result: Result }
  | {
      readonly state: 'failed';
      /** For people. */
      readonly why: string;
      /** `terminal`: trying again cannot help as long as nobody changes something. */
      readonly retry: 'transient' | 'terminal';
      /** Failures of this task in a row. */
      readonly failures: number;
      /** Not to be tried again before. */
      readonly retryAt: Instant;
    }
);

/**
 * What takes too long for a reconcile: one task at a time for each object, within this process. How it stands can be read at any time, and
 * whenever that changes the object is reconciled. All of it is lost with the process: what a task left behind has to be found where it left
 * it.
 */
export interface Work<Stage, Result> {
  /** Begins a task, unless one is under way for this object. */
  start(owner: WorkOwner, task: Task<Stage, Result>): void;
  /** Undefined when nothing was started for this object, or it was forgotten. */
  of(uid: string): WorkState<Stage, Result> | undefined;
  /** Breaks off what is under way for an object and forgets what was; resolves when it has ended. Does not fail. */
  cancel(uid: string): Promise<void>;
  /** The same, for an object of which only the key is known, since it is gone. */
  cancelKey(key: ObjectKey): Promise<void>;
  /** Wakes objects whose work has changed. Everything is broken off when it ends. */
  readonly changes: Source;
}
