import { unreachable } from '@capi/seams';

import type { Plan, Step } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import type { Actions } from './actions.ts';

/**
 * Carries out a plan; whether anything was written that the set's status tells of, which labels of Machines are not. Every line may
 * be the last before a crash, and every line may run again.
 */
export async function act(plan: Plan, seen: Observation, actions: Actions, signal: AbortSignal): Promise<boolean> {
  if (plan.kind === 'pause') return false;
  const isPatched = await actions.patchMachineSet(seen, plan.machineSet, signal);
  for (const adoption of plan.templates) await actions.adoptTemplate(seen, adoption, signal);
  for (const machine of plan.sync) await actions.syncMachine(seen, machine, signal);
  for (const companion of plan.syncCompanions) await actions.syncCompanion(seen, companion, signal);
  const isMoved = await take(plan.next, seen, actions, signal);
  return isPatched || isMoved || plan.templates.length > 0;
}

async function take(next: Step, seen: Observation, actions: Actions, signal: AbortSignal): Promise<boolean> {
  switch (next.step) {
    case 'rest':
    case 'wait':
    case 'release': // Done with the set's own patch, which takes the finalizer away.
      return false;
    case 'adopt':
      for (const machine of next.machines) await actions.adoptMachine(seen, machine, signal);
      return true;
    case 'finish':
      await together(next.machines, (made) => actions.finishMachine(seen, made, signal));
      return true;
    case 'create':
      await together(next.machines, (made) => actions.createMachine(seen, made, signal));
      return true;
    case 'delete':
      await together(next.names, (name) => actions.deleteMachine(seen, name, signal));
      return true;
    default:
      return unreachable(next);
  }
}

/** How many Machines are made or deleted at once. */
const width = 10;

/** All of them, some at a time; the first failure ends it after those under way. */
async function together<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += width) {
    const outcomes = await Promise.allSettled(items.slice(start, start + width).map(action));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
