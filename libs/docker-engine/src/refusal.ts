import { OperationError, terminal, transient, type Failure } from '@capi/seams';

import type { EngineRefusal } from './docker-engine.ts';

/** What stands behind a failure of an engine: the sort of its refusal and, where it answered, the status and its own words. */
export class EngineAnswer extends Error {
  override readonly name = 'EngineAnswer';
  readonly refusal: EngineRefusal;
  /** Of HTTP; absent when there was no answer. */
  readonly status: number | undefined;

  constructor(refusal: EngineRefusal, words: string, status?: number) {
    super(words);
    this.refusal = refusal;
    this.status = status;
  }
}

/**
 * Why an engine refused what was asked of it.
 * @returns undefined when `error` is none of a Docker engine
 */
export function engineRefusal(error: unknown): EngineRefusal | undefined {
  return error instanceof OperationError && error.cause instanceof EngineAnswer ? error.cause.refusal : undefined;
}

/**
 * The failure that a refusal is to the caller: terminal when asking again cannot help, with a hint where the refusal itself suggests one.
 * @param failure its `hint`, when there is one, goes before the usual one
 */
export function refused(answer: EngineAnswer, failure: Failure): OperationError {
  const hint = failure.hint ?? hints[answer.refusal];
  const parts = hint === undefined ? failure : { ...failure, hint };
  return isFinal(answer) ? terminal(parts, answer) : transient(parts, answer);
}

const hints: Partial<Readonly<Record<EngineRefusal, string>>> = {
  'no-space': 'free space on the disk of the engine, for instance with `docker system prune`',
};

const final: ReadonlySet<EngineRefusal> = new Set(['not-found', 'conflict', 'overlap']);

/** Bad requests stay bad. What an engine calls its own fault, or forbids in the state that things are in, may pass. */
const isFinal = ({ refusal, status }: EngineAnswer): boolean => final.has(refusal) || (refusal === 'other' && status === 400);
