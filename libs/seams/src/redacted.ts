const word = '[redacted]';
const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A value that must not show in logs, errors, events or JSON: however it is printed, `[redacted]` comes out. */
export class Redacted<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself. Call it where the value is used, not where it is passed on. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return word;
  }

  toJSON(): string {
    return word;
  }

  [Symbol.toPrimitive](): string {
    return word;
  }

  [inspect](): string {
    return word;
  }
}

/** Wraps a key, token, kubeconfig or bootstrap data for passing on. */
export const secret = <T>(value: T): Redacted<T> => new Redacted(value);
