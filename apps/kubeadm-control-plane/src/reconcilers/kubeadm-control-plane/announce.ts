import { find } from '@capi/conditions';
import { between, minutes, parseInstant, type Instant } from '@capi/seams';

import type { Progress } from './advance.ts';
import type { Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';
import type { Ports } from './ports.ts';

/** Upstream's reason for a step that failed; the other steps have none and are shown in conditions only. */
function failureReason(plan: Plan): string | undefined {
  if (plan.step === 'create' || plan.step === 'finish') return plan.form === 'init' ? 'FailedInitialization' : 'FailedScaleUp';
  if (plan.step === 'delete') return plan.cause === 'remediate' ? undefined : 'FailedScaleDown';
  return plan.step === 'delete-all' ? 'FailedDelete' : undefined;
}

/** Tells users of transitions: of steps that failed, and once per set of Machines whose failing holds up what is to be done. */
export function announce({ sight, plan, failure }: Progress, { events, memory }: Ports): void {
  const { stored } = sight.subject;
  const uid = stored.metadata.uid ?? '';
  const reason = failure === undefined ? undefined : failureReason(plan);
  if (failure !== undefined && reason !== undefined) events.warning(stored, reason, failure.message);

  const failing = failingMachines(sight.seen, plan);
  if (failing.length === 0) {
    memory.announced.delete(uid);
    return;
  }
  const text = `Waiting for control plane Machines to be healthy: ${failing.join(', ')}`;
  if (memory.announced.get(uid) === text) return;
  memory.announced.set(uid, text);
  events.warning(stored, 'ControlPlaneUnhealthy', text);
}

/** How long a Machine may take to become healthy before it counts as one that fails. */
const settling = minutes(5);

/** Machines that hold up the plan by failing, not by still coming up. */
function failingMachines(seen: Observation, plan: Plan): readonly string[] {
  if (plan.step !== 'wait') return [];
  return plan.blockers
    .filter((blocker) => blocker.kind === 'machine-failing')
    .filter(({ machine, conditions }) => conditions.some((type) => hasFailedFor(seen, machine, type)))
    .map(({ machine }) => machine);
}

/** What was True until now, or has not been for long. */
function hasFailedFor(seen: Observation, name: string, type: string): boolean {
  const condition = find(seen.machines.find((machine) => machine.name === name)?.conditions, type);
  if (condition === undefined) return false;
  const since: Instant = parseInstant(condition.lastTransitionTime ?? '') ?? seen.now;
  return condition.status === 'True' || between(since, seen.now) > settling;
}
