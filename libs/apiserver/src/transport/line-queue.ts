import type { Sink } from '../routes/api-request.ts';
import type { Line } from '../storage/entry.ts';

/** Hands lines from a stream that pushes to a reader that pulls. */
export class LineQueue implements Sink, AsyncIterable<string> {
  readonly #lines: string[] = [];
  #ended = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;
  readonly #onReturn: () => void;

  /** @param onReturn called when the reader stops before the end */
  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
  }

  write(line: Line): void {
    this.#lines.push(line.text);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Breaks the stream: the reader's next step throws `reason`. */
  fail(reason: unknown): void {
    this.#failure = { reason };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    try {
      for (;;) {
        if (this.#failure !== undefined) throw this.#failure.reason;
        const batch = this.#lines.splice(0);
        for (const line of batch) yield line.slice(0, -1);
        if (batch.length > 0) continue;
        if (this.#ended) return;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.#onReturn();
    }
  }
}
