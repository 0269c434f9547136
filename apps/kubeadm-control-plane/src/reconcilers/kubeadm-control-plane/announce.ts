import type { Progress } from './advance.ts';
import type { Plan } from './decide/plan.ts';
import type { Ports } from './ports.ts';

/** Upstream's reason for a step that failed; the other steps have none and are shown in conditions only. */
function failureReason(plan: Plan): string | undefined {
  if (plan.step === 'create') return plan.cause === 'initialize' ? 'FailedInitialization' : 'FailedScaleUp';
  if (plan.step === 'delete') return plan.cause === 'remediate' ? undefined : 'FailedScaleDown';
  return plan.step === 'delete-all' ? 'FailedDelete' : undefined;
}

/** Tells users of transitions: of steps that failed, and once per unhealthy set of Machines that the control plane waits for them. */
export function announce({ sight, plan, failure }: Progress, { events, memory }: Ports): void {
  const { stored } = sight.subject;
  const uid = stored.metadata.uid ?? '';
  const reason = failure === undefined ? undefined : failureReason(plan);
  if (failure !== undefined && reason !== undefined) events.warning(stored, reason, failure.message);

  const failing = plan.step === 'wait' ? plan.blockers.filter((blocker) => blocker.kind === 'machine-failing') : [];
  if (failing.length === 0) {
    memory.announced.delete(uid);
    return;
  }
  const text = `Waiting for control plane Machines to be healthy: ${failing.map(({ machine }) => machine).join(', ')}`;
  if (memory.announced.get(uid) === text) return;
  memory.announced.set(uid, text);
  events.warning(stored, 'ControlPlaneUnhealthy', text);
}
