import type { Machine } from '@capi/api';
import { awaitChange, recheck, type Next } from '@capi/controller-runtime';
import type { DeepReadonly, Instant } from '@capi/seams';

import { untilSilent } from './aggregates.ts';

/** When to look at a group of Machines again although nothing changes. */
export function nextLook(machines: readonly DeepReadonly<Machine>[], now: Instant): Next {
  const left = untilSilent(machines, now);
  return left === undefined ? awaitChange : recheck(left, 'a Machine should have said by then whether it is up to date');
}
