import type { MachineStatus } from '@capi/api';
import { isTrue } from '@capi/conditions';
import { awaitChange, recheck, type Next } from '@capi/controller-runtime';
import { between, milliseconds, type Instant } from '@capi/seams';
import type { DeepReadonly } from '@capi/seams';

import { makingOfReferences } from './decide/await-references.ts';
import { nodeDeletionDeadline } from './decide/deletion/node-timeout.ts';
import type { Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';
import { availableAt } from './report/available.ts';

/** When to look again although nothing changes: only for what no watch reports. */
export function next(seen: Observation, plan: Plan, status: DeepReadonly<MachineStatus> | undefined): Next {
  if (plan.step === 'await-references') return recheck(makingOfReferences, 'what the Machine refers to should be there by then');
  if (plan.step === 'delete' && plan.stage === 'DeletingNode') {
    const deadline = nodeDeletionDeadline(seen);
    return deadline === undefined ? awaitChange : recheck(until(seen, deadline), 'the Node is given up by then');
  }
  const isWaiting = isTrue(status?.conditions, 'Ready') && !isTrue(status?.conditions, 'Available');
  if (!isWaiting) return awaitChange;
  return recheck(
    until(seen, availableAt({ machine: { ...seen.machine, status } as Observation['machine'], now: seen.now })),
    'minReadySeconds will have passed',
  );
}

const until = ({ now }: Observation, moment: Instant) => milliseconds(Math.max(between(now, moment), 0));

/** The earlier of two reasons to look again. */
export function sooner(one: Next, other: Next): Next {
  if (one.kind === 'await-change') return other;
  return other.kind === 'await-change' || one.after <= other.after ? one : other;
}
