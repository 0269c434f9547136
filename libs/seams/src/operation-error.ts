import type { Duration } from './duration.ts';

/** What was being done, on which object, why it did not work, and what to do about it. */
export interface Failure {
  /** In the imperative, as in "cannot …": `render bootstrap data`. */
  readonly action: string;
  /** Kind and name: `KubeadmConfig team-a/cp-x7k2p`. */
  readonly object?: string;
  readonly why: string;
  /** What a person can do about it. */
  readonly hint?: string;
  /** Of a transient failure that passes unseen: the longest wait until the next try. Absent: as long as backoff makes it. */
  readonly retryWithin?: Duration;
}

/**
 * A failure that was foreseen. `transient` ones may pass by themselves and are retried with backoff; `terminal` ones wait for
 * an input to change. Anything else that is thrown is a bug or an abort.
 */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly retry: 'transient' | 'terminal';
  readonly failure: Failure;

  constructor(retry: 'transient' | 'terminal', failure: Failure, cause?: unknown) {
    super(describe(failure), cause === undefined ? undefined : { cause });
    this.retry = retry;
    this.failure = failure;
  }
}

/** A call failed and may work later: retried with backoff. */
export const transient = (failure: Failure, cause?: unknown): OperationError => new OperationError('transient', failure, cause);
/** An input must change first: retried when it does. */
export const terminal = (failure: Failure, cause?: unknown): OperationError => new OperationError('terminal', failure, cause);

/**
 * Turns a foreseen failure into a value that a report can show. Bugs and abort reasons fly on.
 * @returns undefined when `operation` succeeded
 */
export async function attempt(operation: () => Promise<unknown>): Promise<OperationError | undefined> {
  try {
    await operation();
    return undefined;
  } catch (error) {
    if (error instanceof OperationError) return error;
    throw error;
  }
}

/** The default branch of an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

function describe({ action, object, why, hint }: Failure): string {
  const what = object === undefined ? `cannot ${action}` : `cannot ${action} for ${object}`;
  return hint === undefined ? `${what}: ${why}` : `${what}: ${why}; ${hint}`;
}
