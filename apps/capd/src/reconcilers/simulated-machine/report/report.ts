import { InMemoryMachineConditions, type Verdict } from '@capi/api';
import { legacySummary, setConditions, setLegacyConditions, summarize } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { InfraMachine } from '../../../infra-objects.ts';
import type { PhaseFailure } from '../act/boot-failure.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import { dockerHolding, dockerRunning, dockerTypes } from './docker.ts';
import { holding, inMemoryTypes, running, type Statements } from './in-memory.ts';

/**
 * The object with the status that follows from what was seen and done. Equal to `object` when there is nothing to write.
 * @param object as it is after its metadata and spec were written: its generation is the one that was observed
 */
export function report(
  object: DeepReadonly<InfraMachine>,
  seen: Observation,
  plan: Plan,
  failure: PhaseFailure | undefined,
  addresses: NonNullable<NonNullable<InfraMachine['status']>['addresses']>,
): DeepReadonly<InfraMachine> {
  if (silent.includes(plan.step)) return object;
  const { now, machine } = seen;
  const statements = statementsOf(plan, seen, failure);
  const types = typesOf(seen);
  const { status } = object;
  const verdicts = [...statements.verdicts, ...readyOf(statements.verdicts, types), pausing(plan)];
  const legacy = legacyOf(status?.deprecated?.v1beta1?.conditions, statements, types, seen);
  const written = setLegacyConditions(status?.deprecated?.v1beta1?.conditions, legacy, now);
  const isThere = plan.step === 'run' && plan.phases.includes('vm');
  return {
    ...object,
    status: {
      ...status,
      conditions: setConditions(status?.conditions, verdicts, { now, observedGeneration: object.metadata.generation }),
      ...(written.length === 0 ? {} : { deprecated: { v1beta1: { conditions: written } } }),
      ...(isThere ? { initialization: { provisioned: true } } : {}),
      ...(isThere && machine?.failureDomain !== undefined ? { failureDomain: machine.failureDomain } : {}),
      ...(isThere && seen.backend === 'simulated-docker' ? { addresses } : {}),
    },
  };
}

/** Plans that leave the status as it is. */
const silent: readonly Plan['step'][] = ['rest', 'be-patient', 'destroy', 'release'];

const typesOf = ({ backend, machine }: Observation): readonly string[] => {
  if (backend !== 'in-memory') return dockerTypes;
  return inMemoryTypes[machine?.controlPlane === true ? 'controlPlane' : 'worker'];
};

function statementsOf(plan: Plan, { backend, machine }: Observation, failure: PhaseFailure | undefined): Statements {
  switch (plan.step) {
    case 'hold':
      return backend === 'in-memory' ? holding(plan.until, machine?.controlPlane === true) : dockerHolding(plan.until);
    case 'run':
      return backend === 'in-memory' ? running(plan, failure) : dockerRunning(plan, failure);
    case 'mismatch':
      return { verdicts: [InMemoryMachineConditions.verdict('Ready', 'False', 'NotReady', mismatch)], legacy: [] };
    case 'rest':
    case 'be-patient':
    case 'pause':
    case 'destroy':
    case 'release':
      return { verdicts: [], legacy: [] };
  }
}

const mismatch =
  'The machine and the infrastructure cluster ask for different backends; recreate one of them with the backend of the other';

const readyOf = (verdicts: readonly Verdict[], types: readonly string[]): readonly Verdict[] =>
  verdicts.some(({ type }) => types.includes(type))
    ? [summarize('Ready', verdicts, { of: types, reasons: { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' } })]
    : [];

const pausing = (plan: Plan): Verdict =>
  plan.step === 'pause'
    ? InMemoryMachineConditions.verdict('Paused', 'True', 'Paused', plan.because)
    : InMemoryMachineConditions.verdict('Paused', 'False', 'NotPaused');

function legacyOf(
  before: Parameters<typeof setLegacyConditions>[0],
  { legacy }: Statements,
  types: readonly string[],
  { providerID }: Observation,
): Statements['legacy'] {
  if (legacy.length === 0) return [];
  const replaced = new Set(legacy.map(({ type }) => type));
  const all = [...(before ?? []).filter(({ type }) => !replaced.has(type)), ...legacy];
  const ready = legacySummary(all, { of: types, isCounting: providerID === undefined });
  return ready === undefined ? legacy : [...legacy, ready];
}
