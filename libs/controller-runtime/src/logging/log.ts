/** Structured log: a constant message, values under keys. Within a reconcile, its keys (`controller`, `reconcileID`, the object) are added. */
export interface Log {
  error(message: string, values?: Readonly<Record<string, unknown>>): void;
  warn(message: string, values?: Readonly<Record<string, unknown>>): void;
  info(message: string, values?: Readonly<Record<string, unknown>>): void;
  debug(message: string, values?: Readonly<Record<string, unknown>>): void;
  /** A log that adds these values to every line. */
  with(values: Readonly<Record<string, unknown>>): Log;
}
