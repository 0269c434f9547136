import { isTrue, find } from '@capi/conditions';
import { later, parseInstant, type Duration, type Instant } from '@capi/seams';

import type { Part } from '../../../backends/in-memory/startup-delays.ts';
import type { Observation } from '../observation.ts';
import type { Phase, Plan } from './plan.ts';

interface PhaseRule {
  readonly phase: Phase;
  readonly condition: string;
  readonly part: Part;
  /** Counted from when this one was reached; absent: from when the bootstrap data was made. */
  readonly after?: Phase;
}

const worker: readonly PhaseRule[] = [
  { phase: 'vm', condition: 'VMProvisioned', part: 'vm' },
  { phase: 'node', condition: 'NodeProvisioned', part: 'node', after: 'vm' },
];
const controlPlane: readonly PhaseRule[] = [
  ...worker,
  { phase: 'etcd', condition: 'EtcdProvisioned', part: 'etcd', after: 'node' },
  { phase: 'api-server', condition: 'APIServerProvisioned', part: 'apiServer', after: 'node' },
];

/**
 * Which phases the machine is to be in by now. A phase is due when its predecessor was reached and its delay has passed since; a
 * machine that started completely once is not delayed any more.
 */
export function phases(seen: Observation, dataSince: Instant): Plan & { readonly step: 'run' } {
  const { now, conditions, delays, machine } = seen;
  const reached = new Map<Phase, Instant>();
  const pending: { phase: Phase; due?: Instant }[] = [];
  for (const { phase, condition, part, after } of machine?.controlPlane === true ? controlPlane : worker) {
    const start = after === undefined ? dataSince : reached.get(after);
    const delay: Duration | 0 = machine?.bootstrapped === true ? 0 : delays[part];
    const known = isTrue(conditions, conditionOf(seen, condition));
    if (known) reached.set(phase, since(seen, conditionOf(seen, condition)));
    else if (start === undefined) pending.push({ phase });
    // A start that lies ahead was written before a clock was set back: when it was, nobody knows any more.
    else if (delay === 0 || later(start, delay) <= now || start > now) reached.set(phase, now);
    else pending.push({ phase, due: later(start, delay) });
  }
  return { step: 'run', phases: [...reached.keys()], pending };
}

/** Docker's conditions tell the machine and its bootstrapping apart, and no more. */
const conditionOf = ({ backend }: Observation, inMemory: string): string => {
  if (backend === 'in-memory') return inMemory;
  return inMemory === 'VMProvisioned' ? 'ContainerProvisioned' : 'BootstrapCompleted';
};

const since = ({ conditions, now }: Observation, type: string): Instant =>
  parseInstant(find(conditions, type)?.lastTransitionTime ?? '') ?? now;
