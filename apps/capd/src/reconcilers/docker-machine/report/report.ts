import { DockerMachineConditions, type Verdict } from '@capi/api';
import { setConditions, setLegacyConditions, summarize, withVerdicts } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { InfraMachine } from '../../../infra-objects.ts';
import type { Hold, Plan } from '../decide/plan.ts';
import { runs } from '../decide/stopped.ts';
import type { Observation } from '../observation.ts';
import { bootstrapCompleted } from './bootstrap-completed.ts';
import { containerProvisioned } from './container-provisioned.ts';
import { legacyOf } from './legacy.ts';
import { cgroupsReady, preLoadedImagesReady } from './readiness.ts';

/** The types that Ready sums up, in the order in which its message shows them. */
const types = ['ContainerProvisioned', 'CGroupsReady', 'PreLoadedImagesReady', 'BootstrapCompleted'] as const;

/**
 * The object with the status that follows from what was seen and decided. Equal to `object` when there is nothing to write.
 * @param object as it is after its metadata and spec were written: its generation is the one that was observed
 * @param trouble what stands against the deletion; absent when nothing does, and for other plans
 */
export function report(object: DeepReadonly<InfraMachine>, seen: Observation, plan: Plan, trouble?: string): DeepReadonly<InfraMachine> {
  const verdicts = verdictsOf(seen, plan, trouble);
  if (verdicts === undefined) return object;
  const { now } = seen;
  const { status } = object;
  const isProvisioned = plan.step === 'tell' && plan.provisioned;
  const all = withVerdicts(status?.conditions, verdicts);
  const ready = summarize('Ready', all, { of: types, reasons: { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' } });
  const isSummed = verdicts.some(({ type }) => types.some((one) => one === type));
  const former = status?.deprecated?.v1beta1?.conditions;
  const legacy = setLegacyConditions(former, legacyOf(former, verdicts, seen), now);
  return {
    ...object,
    status: {
      ...status,
      conditions: setConditions(status?.conditions, isSummed ? [...verdicts, ready] : verdicts, {
        now,
        observedGeneration: object.metadata.generation,
      }),
      ...(legacy.length === 0 ? {} : { deprecated: { v1beta1: { conditions: legacy } } }),
      ...(isProvisioned ? { initialization: { provisioned: true } } : {}),
      ...(isProvisioned ? { ...placeOf(status, seen) } : {}),
    },
  };
}

/** Undefined when the status is to be left as it is. */
function verdictsOf(seen: Observation, plan: Plan, trouble: string | undefined): readonly Verdict[] | undefined {
  switch (plan.step) {
    case 'rest':
    case 'be-patient':
    case 'begin':
    case 'leave-load-balancer':
      return undefined;
    case 'pause':
      return [DockerMachineConditions.verdict('Paused', 'True', 'Paused', plan.because)];
    case 'mismatch':
      return [DockerMachineConditions.verdict('ContainerProvisioned', 'False', 'NotProvisioned', mismatch), ...waiting, notPaused];
    case 'hold':
      return [...held(plan.until), notPaused];
    case 'tell':
      return [
        containerProvisioned(seen, plan.provisioned),
        cgroupsReady(seen, plan.provisioned),
        preLoadedImagesReady(seen, plan.provisioned),
        bootstrapCompleted(seen, plan.provisioned),
        notPaused,
      ];
    case 'keep':
      return [deleting(seen.engine.state === 'gone' ? seen.engine.because : undefined), notPaused];
    case 'destroy':
      return [deleting(trouble), notPaused];
  }
}

const notPaused = DockerMachineConditions.verdict('Paused', 'False', 'NotPaused');
const deleting = (trouble: string | undefined): Verdict =>
  DockerMachineConditions.verdict('ContainerProvisioned', 'False', 'Deleting', trouble === undefined ? '' : `${trouble}; trying again`);
const waiting: readonly Verdict[] = [
  DockerMachineConditions.verdict('CGroupsReady', 'False', 'WaitingForContainer'),
  DockerMachineConditions.verdict('PreLoadedImagesReady', 'False', 'WaitingForContainer'),
  DockerMachineConditions.verdict('BootstrapCompleted', 'False', 'WaitingForContainer'),
];
const held = (until: Hold): readonly Verdict[] => [DockerMachineConditions.verdict('ContainerProvisioned', 'False', until), ...waiting];
const mismatch =
  "The machine does not go with the infrastructure of its Cluster: both have to be of Docker's kinds, or of the Dev kinds with the same backend; recreate one of them";

/** Where the machine is: its addresses, as long as it has any, and its failure domain, which never changes. */
function placeOf(
  status: DeepReadonly<InfraMachine>['status'],
  { container, machine }: Observation,
): Pick<DeepReadonly<NonNullable<InfraMachine['status']>>, 'addresses' | 'failureDomain'> {
  const failureDomain = status?.failureDomain ?? machine?.failureDomain;
  return {
    ...(container !== undefined && runs(container) ? { addresses: [...container.addresses] } : {}),
    ...(failureDomain === undefined ? {} : { failureDomain }),
  };
}
