import { AsyncLocalStorage } from 'node:async_hooks';

type Values = Readonly<Record<string, unknown>>;

const context = new AsyncLocalStorage<Values>();

/**
 * Runs `work`; every line logged by it, however deep, carries `values`. Values of the caller are left behind: one reconcile may
 * wake another, whose lines are not about the first one's object.
 */
export const withLogContext = <T>(values: Values, work: () => T): T => context.run(values, work);

/** What the lines logged here carry. */
export const logContext = (): Values => context.getStore() ?? {};
