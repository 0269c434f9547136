import { printDuration, type Duration } from '@capi/seams';

/** A reconcile took longer than its controller allows. */
export class ReconcileTimeout extends Error {
  override readonly name = 'ReconcileTimeout';

  constructor(timeout: Duration) {
    super(`the reconcile was stopped after ${printDuration(timeout)}`);
  }
}
