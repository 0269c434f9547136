import { KcpConditions, type Verdict } from '@capi/api';

import type { Observation } from '../observation.ts';
import { upToDate } from './machine-verdicts.ts';

/** How many Machines are to be replaced, and for which reasons; versions first, since tools look for them. */
export function rollingOut(seen: Observation): Verdict<'RollingOut'> {
  const outdated = seen.machines.map(upToDate).filter(({ status }) => status === 'False');
  if (outdated.length === 0) return KcpConditions.verdict('RollingOut', 'False', 'NotRollingOut');
  const lines = new Set(outdated.flatMap(({ message = '' }) => message.split('\n')));
  const sorted = [...lines].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const headline = `Rolling out ${outdated.length} not up-to-date replicas`;
  return KcpConditions.verdict('RollingOut', 'True', 'RollingOut', [headline, ...sorted].join('\n'));
}

const rank = (line: string): number => (line.startsWith('* Version') ? 0 : 1);
