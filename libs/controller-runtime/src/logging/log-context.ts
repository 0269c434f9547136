import { AsyncLocalStorage } from 'node:async_hooks';

type Values = Readonly<Record<string, unknown>>;

interface Context {
  readonly values: Values;
  /** Lines that need not be said again; absent once the attempt is over, whatever goes on that it has started. */
  said?: Set<string> | undefined;
}

const context = new AsyncLocalStorage<Context>();

/**
 * Runs `work`; every line logged by it, however deep, carries `values`. Values of the caller are left behind: one reconcile may
 * wake another, whose lines are not about the first one's object.
 */
export const withLogContext = <T>(values: Values, work: () => T): T => context.run({ values }, work);

/**
 * Runs `work` likewise, as one of several attempts.
 * @param said what attempts before this one said, which failed: that is said again only to who debugs. Takes what is said now
 */
export async function withAttemptContext(values: Values, said: Set<string>, work: () => Promise<void>): Promise<void> {
  const own: Context = { values, said };
  try {
    await context.run(own, work);
  } finally {
    own.said = undefined;
  }
}

/** What the lines logged here carry. */
export const logContext = (): Values => context.getStore()?.values ?? {};

/** Whether an attempt before this one said the same; from now on this one has. */
export function saysAgain(message: string, values: Values | undefined): boolean {
  const said = context.getStore()?.said;
  if (said === undefined) return false;
  const line = values === undefined ? message : `${message} ${JSON.stringify(values)}`;
  if (said.has(line)) return true;
  said.add(line);
  return false;
}
