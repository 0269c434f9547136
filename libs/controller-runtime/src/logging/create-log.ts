import { logContext, saysAgain } from './log-context.ts';
import type { Log } from './log.ts';

/** From what breaks to what only explains. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Where lines go to: a format and a destination. */
export interface LogSink {
  enabled(level: LogLevel): boolean;
  write(level: LogLevel, message: string, values: Readonly<Record<string, unknown>>): void;
}

/**
 * A {@link Log} that writes to `sink`, each line with the values of the reconcile that it is written in. What a reconcile that is tried
 * again said already in the same words is for debugging.
 */
export function createLog(sink: LogSink, values: Readonly<Record<string, unknown>> = {}): Log {
  const at =
    (level: LogLevel): Log['info'] =>
    (message, more) => {
      if (sink.enabled(level)) sink.write(level, message, { ...logContext(), ...values, ...more });
    };
  const debug = at('debug');
  const info = at('info');
  return {
    error: at('error'),
    warn: at('warn'),
    info: (message, more) => (saysAgain(message, more) ? debug : info)(message, more),
    debug,
    with: (more) => createLog(sink, { ...values, ...more }),
  };
}

/** A {@link Log} that says nothing. */
export const silentLog: Log = createLog({ enabled: () => false, write: () => undefined });
