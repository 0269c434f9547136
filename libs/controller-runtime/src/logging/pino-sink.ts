import type { Clock } from '@capi/seams';
import { destination, pino, type DestinationStream } from 'pino';

import type { LogLevel, LogSink } from './create-log.ts';
import { textLine } from './text-format.ts';

/** What lines look like, which are written, and where to. */
export interface LogOptions {
  readonly format: 'text' | 'json';
  /** As `-v`: errors, warnings and info always, debug from 4. */
  readonly verbosity: { readonly level: number };
  readonly clock: Clock;
  /** Absent: standard error, written at once, so that a crash loses no line. */
  readonly stream?: DestinationStream;
}

// Upstream's error lines carry no verbosity.
const verbosityOf: Readonly<Record<string, { readonly v: number }>> = { warn: { v: 0 }, info: { v: 0 }, debug: { v: 4 } };

/** Log lines by pino, in upstream's JSON (`ts`, `msg`, `v`, `err`) or as klog's text. */
export function pinoSink({ format, verbosity, clock, stream = destination({ dest: 2, sync: true }) }: LogOptions): LogSink {
  const enabled = (level: LogLevel): boolean => level !== 'debug' || verbosity.level >= 4;
  if (format === 'text') {
    const now = (): string => new Date(clock.now()).toISOString();
    return { enabled, write: (level, message, values) => stream.write(`${textLine(level, now(), message, values)}\n`) };
  }
  const json = pino(
    {
      base: null,
      level: 'debug',
      timestamp: () => `,"ts":${clock.now()}`,
      formatters: { level: (label) => ({ ...verbosityOf[label], ...(label === 'error' || label === 'warn' ? { level: label } : {}) }) },
      serializers: { err: (error: unknown) => (error instanceof Error ? error.message : error) },
    },
    stream,
  );
  return { enabled, write: (level, message, values) => json[level](values, message) };
}
