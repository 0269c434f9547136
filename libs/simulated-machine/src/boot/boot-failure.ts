import { terminal, transient, type OperationError } from '@capi/seams';

/** The step of a boot that failed for good: the document is wrong, and so is the machine. `step` reads as `kubeadm join: discovery`. */
export const bootFailure = (machine: string, step: string, why: string, cause?: unknown): OperationError =>
  terminal({ action: step, object: `machine ${machine}`, why, hint: 'the machine has to be replaced' }, cause);

/** The step of a boot that may succeed later: something it talks to does not answer yet. */
export const bootDelay = (machine: string, step: string, why: string, cause?: unknown): OperationError =>
  transient({ action: step, object: `machine ${machine}`, why }, cause);
