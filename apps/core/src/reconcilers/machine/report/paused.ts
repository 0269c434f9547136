import { MachineConditions, type Verdict } from '@capi/api';

import { pausedBecause } from '../../../pausing.ts';
import type { Observation } from '../observation.ts';

/** Whether the Machine is left alone, and by whose wish. */
export function paused({ machine, cluster }: Observation): Verdict<'Paused'> {
  const why = pausedBecause(machine, cluster);
  if (why === undefined) return MachineConditions.verdict('Paused', 'False', 'NotPaused');
  return MachineConditions.verdict('Paused', 'True', 'Paused', why);
}
