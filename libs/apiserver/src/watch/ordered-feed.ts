import { StatusError } from '../errors/status-error.ts';
import type { Sink } from '../routes/api-request.ts';
import { Line, type Entry } from '../storage/entry.ts';

/** One thing that a watcher is to be told. */
interface News {
  /** What has to be readable before it can be told; absent when nothing has to be. */
  readonly entry: Entry | undefined;
  readonly line: () => Line;
}

export interface FeedOptions {
  readonly sink: Sink;
  /** Whether an entry can be told at once in the watch's version. */
  readonly isReadable: (entry: Entry) => boolean;
  /** Makes entries readable; undefined when they are. */
  readonly makeReadable: (entries: readonly Entry[]) => Promise<unknown> | undefined;
  /** The watch is over, because it cannot go on. */
  readonly onFailure: () => void;
}

/**
 * Tells a watcher what happened, in the order in which it happened. What has to be converted by a webhook holds up what comes after it;
 * all that piles up meanwhile is converted by one review.
 */
export class OrderedFeed {
  readonly #options: FeedOptions;
  #queue: News[] = [];
  #busy = false;
  #stopped = false;
  #ending = false;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Tells about an entry, at once when nothing is in the way. */
  tell(entry: Entry | undefined, line: () => Line): void {
    if (this.#stopped) return;
    if (!this.#busy && (entry === undefined || this.#options.isReadable(entry))) {
      this.#options.sink.write(line());
      return;
    }
    this.#queue.push({ entry, line });
    if (this.#busy) return;
    this.#busy = true;
    void this.#drain();
  }

  /** Nobody listens any more. */
  stop(): void {
    this.#stopped = true;
    this.#queue = [];
  }

  /** Ends the stream once all has been told. */
  end(): void {
    this.#ending = true;
    if (!this.#busy) this.#options.sink.end();
  }

  async #drain(): Promise<void> {
    const { sink, makeReadable, onFailure } = this.#options;
    // All that the same call still has to tell goes into the same review.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const news = this.#queue.splice(0);
      const entries = news.map(({ entry }) => entry).filter((entry) => entry !== undefined);
      try {
        await makeReadable(entries);
      } catch (error) {
        if (!this.#stopped) sink.write(failureLine(error));
        this.stop();
        onFailure();
        break;
      }
      if (this.#stopped) break;
      for (const { line } of news) sink.write(line());
    }
    this.#busy = false;
    if (this.#ending) sink.end();
  }
}

function failureLine(error: unknown): Line {
  const status = error instanceof StatusError ? error : new StatusError(500, 'InternalError', `Internal error occurred: ${String(error)}`);
  return new Line(`${JSON.stringify({ type: 'ERROR', object: status.status() })}\n`);
}
