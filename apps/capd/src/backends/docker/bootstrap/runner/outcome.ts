import type { Instant } from '@capi/seams';

/** How the bootstrap of a container stands, by the journal in it. Plain JSON, without secrets: outputs are redacted. */
export type BootstrapState =
  /** Nothing was started: it may be now. */
  { readonly kind: 'absent' } | { readonly kind: 'running'; readonly progress: BootstrapProgress } | BootstrapOutcome;

/** How a bootstrap ended. Nothing changes it any more. */
export type BootstrapOutcome =
  /** `steps` is empty when upstream's provider had bootstrapped the container. */
  | { readonly kind: 'completed'; readonly steps: readonly StepTimes[] }
  | (BootstrapFailure & { readonly kind: 'failed'; readonly exitCode: number })
  | (BootstrapFailure & { readonly kind: 'timed-out' })
  /** The container was restarted, or the runner was killed, during this step; it cannot be told how far the step came. */
  | (BootstrapFailure & { readonly kind: 'interrupted' });

export interface BootstrapFailure {
  /** Title of the step. */
  readonly step: string;
  /** The last lines of the step's output, redacted; empty when there was none or it did not survive a restart. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly steps: readonly StepTimes[];
}

/** What is being done now. */
export interface BootstrapProgress {
  /** Title of the step; empty before the first. */
  readonly step: string;
  /** From 1; 0 before the first step. */
  readonly index: number;
  readonly count: number;
}

/** When a step ran, by the clock of the engine's host. Of a long bootstrap only the last steps are told. */
export interface StepTimes {
  /** From 1. */
  readonly index: number;
  readonly step: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
}
