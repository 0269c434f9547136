import type { Observation } from './observation.ts';

/** Something that is missing, in one line. */
export interface Finding {
  /** Whether clusters cannot come up without it. */
  readonly essential: boolean;
  /** What is missing or amiss. */
  readonly what: string;
  /** What a person can do about it. */
  readonly next: string;
}

/** A finding, or undefined when all is well as far as this check looks. */
export type Check = (seen: Observation) => Finding | undefined;
