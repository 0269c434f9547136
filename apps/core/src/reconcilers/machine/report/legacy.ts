import type { LegacyCondition, Verdict } from '@capi/api';
import {
  legacyFalse,
  legacyMirror,
  legacySummary,
  legacyTrue,
  legacyUnknown,
  setLegacyConditions,
  type LegacyVerdict,
} from '@capi/conditions';

import { asLegacy } from '../../../external/mirrored.ts';
import { handedOver } from '../decide/handed-over.ts';
import type { Plan } from '../decide/plan.ts';
import { progressWith } from '../drain-progress.ts';
import type { Observation } from '../observation.ts';
import { stepConditions } from './steps-told.ts';

/**
 * The conditions of the v1beta1 API, for clients that still read them.
 * @param verdicts what is said in the present form in the same breath
 * @see upstream v1.14.0 core/reconcilers/machine (behaviour)
 */
export function legacyConditions(seen: Observation, plan: Plan, verdicts: readonly Verdict[]): LegacyCondition[] {
  const { machine, now } = seen;
  const before = machine.status?.deprecated?.v1beta1?.conditions;
  const parts = [...bootstrap(seen), ...infrastructure(seen), ...hooks(seen), ...nodeSteps(seen, plan), ...node(seen, verdicts)];
  const all = [...parts, ...(before ?? []).filter(({ type }) => !parts.some((part) => part.type === type))];
  const isBeingMade = machine.metadata.deletionTimestamp === undefined && machine.spec.providerID === undefined;
  const ready = legacySummary(all, {
    of: ['InfrastructureReady', 'BootstrapReady', 'HealthCheckSucceeded', 'OwnerRemediated', 'DrainingSucceeded'],
    isCounting: isBeingMade,
  });
  return setLegacyConditions(before, ready === undefined ? parts : [...parts, ready], now);
}

const isDeleting = ({ machine }: Observation): boolean => machine.metadata.deletionTimestamp !== undefined;

function bootstrap(seen: Observation): readonly LegacyVerdict[] {
  if (seen.machine.spec.bootstrap.configRef === undefined) return [];
  if (seen.bootstrap.state === 'missing') return isDeleting(seen) ? [legacyFalse('BootstrapReady', 'Deleted', 'Info')] : [];
  if (handedOver(seen).bootstrapDataSecretCreated) return [legacyTrue('BootstrapReady')];
  if (seen.bootstrap.state !== 'found') return [];
  const reason = isDeleting(seen) ? 'Deleting' : 'WaitingForDataSecret';
  return [
    legacyMirror('BootstrapReady', asLegacy(seen.bootstrap.ready), { holds: seen.bootstrap.dataSecretCreated, reason, severity: 'Info' }),
  ];
}

function infrastructure(seen: Observation): readonly LegacyVerdict[] {
  if (seen.infrastructure.state === 'missing') return isDeleting(seen) ? [legacyFalse('InfrastructureReady', 'Deleted', 'Info')] : [];
  if (seen.infrastructure.state !== 'found') return [];
  const reason = isDeleting(seen) ? 'Deleting' : 'WaitingForInfrastructure';
  return [
    legacyMirror('InfrastructureReady', asLegacy(seen.infrastructure.ready), {
      holds: seen.infrastructure.provisioned,
      reason,
      severity: 'Info',
    }),
  ];
}

function hooks(seen: Observation): readonly LegacyVerdict[] {
  const starts = seen.machine.status?.deletion ?? {};
  return [
    ...(starts.waitForPreDrainHookStartTime === undefined
      ? []
      : [legacyFalse('PreDrainDeleteHookSucceeded', 'WaitingExternalHook', 'Info')]),
    ...(starts.waitForPreTerminateHookStartTime === undefined
      ? []
      : [legacyFalse('PreTerminateDeleteHookSucceeded', 'WaitingExternalHook', 'Info')]),
  ];
}

/** What is done with the Node before its machine goes. */
function nodeSteps(seen: Observation, plan: Plan): readonly LegacyVerdict[] {
  if (plan.step !== 'delete') return [];
  const { over } = progressWith(seen, plan);
  const { drain, 'volume-detach': detach } = stepConditions;
  const ends = [...(over.includes('drain') ? [legacyTrue(drain)] : []), ...(over.includes('volume-detach') ? [legacyTrue(detach)] : [])];
  const why = plan.failing === true ? plan.waitingFor : '';
  if (plan.stage === 'WaitingForVolumeDetach') return [...ends, legacyFalse(detach, 'WaitingForVolumeDetach', 'Info', why)];
  if (plan.stage !== 'DrainingNode') return ends;
  return [...ends, plan.failing === true ? legacyFalse(drain, 'DrainingFailed', 'Warning', why) : legacyFalse(drain, 'Draining', 'Info')];
}

function node(seen: Observation, verdicts: readonly Verdict[]): readonly LegacyVerdict[] {
  const type = 'NodeHealthy';
  const isGoing = seen.infrastructure.state === 'missing' || (seen.infrastructure.state === 'found' && seen.infrastructure.deleting);
  if (isDeleting(seen) && isGoing) return [legacyFalse(type, 'Deleted', 'Info')];
  if (seen.machine.spec.providerID === undefined) return [legacyFalse(type, 'WaitingForNodeRef', 'Info')];
  if (seen.node.state === 'missing') {
    return seen.machine.status?.nodeRef === undefined
      ? [legacyFalse(type, 'NodeProvisioning', 'Warning')]
      : [legacyFalse(type, 'NodeNotFound', 'Error')];
  }
  if (seen.node.state !== 'found') return [];
  const said = verdicts.find((verdict) => verdict.type === type);
  if (said?.status === 'False') return [legacyFalse(type, 'NodeConditionsFailed', 'Warning', said.message)];
  return said?.status === 'Unknown' ? [legacyUnknown(type, 'NodeConditionsFailed', said.message)] : [legacyTrue(type)];
}
