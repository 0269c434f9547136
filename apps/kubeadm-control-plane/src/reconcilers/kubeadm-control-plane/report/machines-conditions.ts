import { KcpConditions, type Verdict } from '@capi/api';
import { aggregate, type Source } from '@capi/conditions';

import type { Observation } from '../observation.ts';
import { conditionsOf } from './machine-verdicts.ts';

/** How the Machines stand together on their Ready condition. */
export function machinesReady(seen: Observation): Verdict<'MachinesReady'> {
  if (seen.machines.length === 0) return KcpConditions.verdict('MachinesReady', 'True', 'NoReplicas');
  return aggregate('MachinesReady', sources(seen), {
    of: 'Ready',
    reasons: { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' },
  });
}

/** How they stand together on being up to date. */
export function machinesUpToDate(seen: Observation): Verdict<'MachinesUpToDate'> {
  if (seen.machines.length === 0) return KcpConditions.verdict('MachinesUpToDate', 'True', 'NoReplicas');
  return aggregate('MachinesUpToDate', sources(seen), {
    of: 'UpToDate',
    reasons: { issue: 'NotUpToDate', unknown: 'UpToDateUnknown', info: 'UpToDate' },
  });
}

const sources = (seen: Observation): readonly Source[] =>
  seen.machines.map((machine) => ({ kind: 'Machine', name: machine.name, isControlPlane: true, conditions: conditionsOf(machine) }));
