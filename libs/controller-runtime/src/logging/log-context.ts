import { AsyncLocalStorage } from 'node:async_hooks';

type Values = Readonly<Record<string, unknown>>;

const context = new AsyncLocalStorage<Values>();

/** Runs `work`; every line logged by it, however deep, carries `values`. */
export const withLogContext = <T>(values: Values, work: () => T): T => context.run({ ...context.getStore(), ...values }, work);

/** What the lines logged here carry. */
export const logContext = (): Values => context.getStore() ?? {};
