import type { MachineStatus } from '@capi/api';
import { isTrue } from '@capi/conditions';
import { awaitChange, recheck, type Next } from '@capi/controller-runtime';
import { between, milliseconds, seconds, type Instant } from '@capi/seams';
import type { DeepReadonly } from '@capi/seams';

import { makingOfReferences } from './decide/await-references.ts';
import { deadlineOf } from './decide/deletion/node-steps.ts';
import { nodeDeletionDeadline } from './decide/deletion/node-timeout.ts';
import type { Deletion, Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';
import { availableAt } from './report/available.ts';

/** How often a Secret that stands in the way of bootstrap data is looked at. */
const foreignSecretInterval = seconds(30);

/** When to look again although nothing changes: only for what no watch reports. */
export function next(seen: Observation, plan: Plan, status: DeepReadonly<MachineStatus> | undefined): Next {
  if (plan.step === 'await-references') return recheck(makingOfReferences, 'what the Machine refers to should be there by then');
  if (plan.step === 'delete' && plan.stage === 'DeletingNode') {
    const deadline = nodeDeletionDeadline(seen);
    return deadline === undefined ? awaitChange : recheck(until(seen, deadline), 'the Node is given up by then');
  }
  if (plan.step === 'delete') return nextOnNode(seen, plan);
  if (seen.inlineData?.state === 'foreign') return recheck(foreignSecretInterval, 'a Secret without label shows in no watch');
  const isWaiting = isTrue(status?.conditions, 'Ready') && !isTrue(status?.conditions, 'Available');
  if (!isWaiting) return awaitChange;
  return recheck(
    until(seen, availableAt({ machine: { ...seen.machine, status } as Observation['machine'], now: seen.now })),
    'minReadySeconds will have passed',
  );
}

/** How long something that went wrong with a Node is left alone. */
const retry = seconds(20);

/** Pods, volumes and Nodes are watched while they are waited for; refusals, failures and limits of time show in no watch. */
function nextOnNode(seen: Observation, plan: Deletion): Next {
  const step = plan.stage === 'DrainingNode' ? 'drain' : plan.stage === 'WaitingForVolumeDetach' ? 'volume-detach' : undefined;
  if (step === undefined) return awaitChange;
  if (plan.cordon === true || (plan.drain?.evict.length ?? 0) > 0)
    return recheck(milliseconds(0), 'Pods may be gone before anybody watches them');
  const deadline = deadlineOf(step, seen);
  const reasons = [
    deadline === undefined ? awaitChange : recheck(until(seen, deadline), 'the Node is waited for no longer by then'),
    plan.drain?.lookAgainAt === undefined
      ? awaitChange
      : recheck(until(seen, plan.drain.lookAgainAt), 'Pods that were refused may go by then, or those of a silent Node are given up'),
    plan.failing === true ? recheck(retry, 'the workload cluster did not answer as it should') : awaitChange,
  ];
  return reasons.reduce(sooner);
}

const until = ({ now }: Observation, moment: Instant) => milliseconds(Math.max(between(now, moment), 0));

/** The earlier of two reasons to look again. */
export function sooner(one: Next, other: Next): Next {
  if (one.kind === 'await-change') return other;
  return other.kind === 'await-change' || one.after <= other.after ? one : other;
}
