import type { OperationError } from '@capi/seams';

import type { Phase } from '../decide/plan.ts';

/** A phase that could not be reached, and why. */
export interface PhaseFailure {
  readonly phase: Phase;
  readonly error: OperationError;
}
