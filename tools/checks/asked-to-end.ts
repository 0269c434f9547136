import { constants } from 'node:os';

/**
 * Aborts when this process is asked to end: by a signal, since its terminal was closed, since nobody reads any more what it prints, or
 * since the npm that started it has gone, whose shell does not pass signals on. It then ends what it has started, and itself with the
 * exit code that is the reason.
 */
export function askedToEnd(): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort(128 + constants.signals[signal]));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => asked.abort(1));
  const { ppid } = process;
  const look = (): void => (process.ppid === ppid ? undefined : asked.abort(1));
  if (process.env['npm_lifecycle_event'] !== undefined) setInterval(look, 500).unref();
  return asked.signal;
}
