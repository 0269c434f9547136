import type { Condition, MachineStatus } from '@capi/api';
import { printInstant } from '@capi/seams';

import { now } from '../testing.ts';
import { machineUrgency } from './machine-urgency.ts';

/** A status with conditions such as `UpToDate=True`. */
const aStatus = (...conditions: readonly string[]): MachineStatus => ({
  conditions: conditions.map((text) => {
    const [type = '', status = ''] = text.split('=');
    return { type, status: status as Condition['status'], reason: status, lastTransitionTime: printInstant(now) };
  }),
});

const some = ['APIServerPodHealthy=True', 'EtcdMemberHealthy=False'];
const all = ['APIServerPodHealthy=True', 'EtcdMemberHealthy=True'];

describe('what a control plane tells of its Machines', () => {
  test.each<{ rule: string; before: MachineStatus | undefined; after: MachineStatus; urgency: 'now' | 'later' }>([
    { rule: 'may wait while a Machine is new', before: undefined, after: aStatus('UpToDate=True', ...some), urgency: 'later' },
    {
      rule: 'may wait while some components are still to come',
      before: aStatus('UpToDate=True', 'APIServerPodHealthy=Unknown', 'EtcdMemberHealthy=Unknown'),
      after: aStatus('UpToDate=True', ...some),
      urgency: 'later',
    },
    { rule: 'is told at once when a Machine is healthy', before: aStatus(...some), after: aStatus(...all), urgency: 'now' },
    { rule: 'is told at once when a Machine is no longer healthy', before: aStatus(...all), after: aStatus(...some), urgency: 'now' },
    {
      rule: 'is told at once when a Machine is outdated',
      before: aStatus('UpToDate=True', ...some),
      after: aStatus('UpToDate=False', ...some),
      urgency: 'now',
    },
    {
      rule: 'is told at once when a Machine is given up',
      before: aStatus('OwnerRemediated=False', ...some),
      after: aStatus('OwnerRemediated=True', ...some),
      urgency: 'now',
    },
    { rule: 'may wait when it is but other words', before: aStatus(...all), after: aStatus(...all), urgency: 'later' },
  ])('$rule', ({ before, after, urgency }) => expect(machineUrgency(before, after)).toBe(urgency));
});
