import { AsyncLocalStorage } from 'node:async_hooks';

type Values = Readonly<Record<string, unknown>>;

interface Context {
  readonly values: Values;
  /** Absent once the attempt is over, whatever goes on that it has started. */
  attempt?: Attempt | undefined;
}

/** What attempts before this one said, and what this one does. */
interface Attempt {
  readonly before: ReadonlySet<string>;
  readonly now: Set<string>;
}

const context = new AsyncLocalStorage<Context>();

/**
 * Runs `work`; every line logged by it, however deep, carries `values`. Values of the caller are left behind: one reconcile may
 * wake another, whose lines are not about the first one's object.
 */
export const withLogContext = <T>(values: Values, work: () => T): T => context.run({ values }, work);

/**
 * Runs `work` likewise, as one of several attempts: what an earlier one said is said again only to who debugs.
 * @param said what those that failed said; takes what is said now
 */
export async function withAttemptContext(values: Values, said: Set<string>, work: () => Promise<void>): Promise<void> {
  const attempt: Attempt = { before: said, now: new Set() };
  const own: Context = { values, attempt };
  try {
    await context.run(own, work);
  } finally {
    own.attempt = undefined;
    for (const line of attempt.now) said.add(line);
  }
}

/** What the lines logged here carry. */
export const logContext = (): Values => context.getStore()?.values ?? {};

/** Whether an attempt before this one said the same, but for names that are drawn at random; from now on this one has. */
export function saysAgain(message: string, values: Values | undefined): boolean {
  const attempt = context.getStore()?.attempt;
  if (attempt === undefined) return false;
  const line = values === undefined ? message : `${message} ${JSON.stringify(values).replaceAll(drawnAtRandom, '-*')}`;
  attempt.now.add(line);
  return attempt.before.has(line);
}

/** As in generated names of Kubernetes. */
const drawnAtRandom = /-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g;
