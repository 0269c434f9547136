import { printKey, type ObjectKey } from '@capi/api';
import { backoff, LeadershipLost, type Runtime } from '@capi/controller-runtime';
import { aborted, later, minutes, OperationError, seconds, type Duration } from '@capi/seams';

import type { Task, Work, WorkOwner, WorkState } from './work.ts';

interface Entry<Stage, Result> {
  readonly owner: WorkOwner;
  readonly stop: AbortController;
  state: WorkState<Stage, Result>;
  /** Failures of the task in a row before this try. */
  readonly failures: number;
  /** Resolves when the task has ended, however it did. */
  ended: Promise<void>;
}

/**
 * How long to wait before something is tried again. What somebody must change first is looked at seldom: nothing tells of an image that was
 * loaded, and each look may ask a registry.
 */
const pauses = {
  transient: { first: seconds(1), most: minutes(1), jitter: 0.2 },
  terminal: { first: seconds(10), most: minutes(5), jitter: 0.2 },
} as const;

/** @param name of the controller whose objects these are, for logs */
export function createWork<Stage, Result>(
  name: string,
  { clock, random: source, log: processLog, problems }: Pick<Runtime, 'clock' | 'random' | 'log' | 'problems'>,
): Work<Stage, Result> {
  const log = processLog.with({ controller: name });
  const random = source.fork(`work of ${name}`);
  const entries = new Map<string, Entry<Stage, Result>>();
  const listeners = new Set<(key: ObjectKey) => void>();
  const tell = ({ key }: WorkOwner): void => {
    for (const listener of listeners) listener(key);
  };
  const subject = (owner: WorkOwner, task: string): string => `${task} of ${name} ${printKey(owner.key)}`;

  const begin = async (entry: Entry<Stage, Result>, task: Task<Stage, Result>): Promise<void> => {
    const { owner, stop } = entry;
    const { signal } = stop;
    const reach = (stage: Stage): void => {
      if (signal.aborted) return;
      entry.state = { task: task.name, stage, state: 'running', since: clock.now() };
      tell(owner);
    };
    try {
      // Not within the reconcile that asked for it, which has something to do yet.
      await Promise.resolve();
      const result = await task.run(reach, signal);
      if (signal.aborted) return;
      entry.state = { ...reached(entry.state), state: 'done', result };
      problems.recovered(subject(owner, task.name));
    } catch (error) {
      if (signal.aborted) return;
      // Another process leads, and finds what was left behind; the source of changes is about to end.
      if (error instanceof LeadershipLost) return void entries.delete(owner.uid);
      const failure = failureOf(error);
      const retryAt = later(clock.now(), pauseAfter(entry.failures, failure));
      entry.state = { ...reached(entry.state), state: 'failed', ...failure.told, failures: entry.failures + 1, retryAt };
      const values = { object: printKey(owner.key), ...(failure.stack === undefined ? {} : { stack: failure.stack }) };
      const message = `Task failed, trying again later: ${task.name}`;
      problems.failed({ error: failure.error, subject: subject(owner, task.name), where: name, level: 'error', message, values }, log);
    }
    tell(owner);
  };

  const pauseAfter = (failures: number, { told, most }: FailureSeen): Duration => {
    const limits = pauses[told.retry];
    return backoff(failures, most === undefined ? limits : { ...limits, most }, random);
  };

  const cancel = async (uid: string): Promise<void> => {
    const entry = entries.get(uid);
    if (entry === undefined) return;
    entries.delete(uid);
    entry.stop.abort(new Error('the work was called off'));
    problems.recovered(subject(entry.owner, entry.state.task));
    await entry.ended;
  };

  return {
    start(owner, task) {
      const before = entries.get(owner.uid);
      if (before?.state.state === 'running') return;
      const failures = before?.state.state === 'failed' && before.state.task === task.name ? before.state.failures : 0;
      const state: WorkState<Stage, Result> = { task: task.name, state: 'running', since: clock.now() };
      const entry: Entry<Stage, Result> = { owner, stop: new AbortController(), state, failures, ended: Promise.resolve() };
      entries.set(owner.uid, entry);
      entry.ended = begin(entry, task);
    },
    of: (uid) => entries.get(uid)?.state,
    cancel,
    async cancelKey(key) {
      const text = printKey(key);
      const found = [...entries.values()].filter(({ owner }) => printKey(owner.key) === text);
      await Promise.all(found.map(({ owner }) => cancel(owner.uid)));
    },
    changes: {
      async start(wake, signal) {
        listeners.add(wake);
        await aborted(signal);
        listeners.delete(wake);
        await Promise.all([...entries.keys()].map(cancel));
      },
    },
  };
}

const reached = <Stage, Result>({ task, stage }: WorkState<Stage, Result>): { readonly task: string; readonly stage?: Stage } => ({
  task,
  ...(stage === undefined ? {} : { stage }),
});

/** The same words for the same failure: an engine quotes ids and folders of what was made for one try. */
const lasting = (words: string): string => words.replaceAll(/\b[0-9a-f]{64}\b/g, '…');

interface FailureSeen {
  readonly told: { readonly why: string; readonly retry: 'transient' | 'terminal' };
  readonly error: unknown;
  readonly most?: Duration;
  readonly stack?: string;
}

function failureOf(error: unknown): FailureSeen {
  if (error instanceof OperationError) {
    const lastingError = new OperationError(error.retry, { ...error.failure, why: lasting(error.failure.why) }, error.cause);
    const most = error.failure.retryWithin;
    return { told: { why: lastingError.message, retry: error.retry }, error: lastingError, ...(most === undefined ? {} : { most }) };
  }
  // A mistake of ours: its words are for the log.
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    told: { why: 'an internal error, which the log of the provider tells of', retry: 'transient' },
    error,
    ...(stack === undefined ? {} : { stack }),
  };
}
