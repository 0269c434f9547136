import { later, minutes, printInstant } from '@capi/seams';

import type { Progress } from './advance.ts';
import { announce } from './announce.ts';
import { decide } from './decide/decide.ts';
import { emptyMemory } from './memory.ts';
import type { SeenMachine } from './observation.ts';
import type { Ports } from './ports.ts';
import { aControlPlane, aMachine, now, someMachines } from './testing.ts';

const stated = (status: 'True' | 'False', age: number) => [
  { type: 'SchedulerPodHealthy', status, reason: 'Any', lastTransitionTime: printInstant(later(now, minutes(-age))) },
];

/** The events of looking `times` times at a control plane that wants one Machine more. */
function eventsOf(last: SeenMachine, times = 1): readonly string[] {
  const said: string[] = [];
  const seen = aControlPlane({ desired: 5, machines: [...someMachines(2), last] });
  const stored = { metadata: { uid: 'u' } };
  const progress = { sight: { seen, subject: { stored } }, plan: decide(seen), failure: undefined } as unknown as Progress;
  const events = {
    normal: () => undefined,
    warning: (_about: unknown, reason: string, message: string) => said.push(`${reason}: ${message}`),
  };
  const ports = { events, memory: emptyMemory() } as unknown as Ports;
  for (let time = 0; time < times; time += 1) announce(progress, ports);
  return said;
}

describe('an event on an unhealthy control plane', () => {
  test.each<{ rule: string; last: SeenMachine; count: number }>([
    {
      rule: 'tells of a Machine that was healthy',
      last: aMachine({ name: 'cp-2', failing: ['SchedulerPodHealthy'], conditions: stated('True', 1) }),
      count: 1,
    },
    {
      rule: 'says nothing of one that is coming up',
      last: aMachine({ name: 'cp-2', failing: ['SchedulerPodHealthy'], conditions: stated('False', 1) }),
      count: 0,
    },
    {
      rule: 'tells of one that has been failing for long',
      last: aMachine({ name: 'cp-2', failing: ['SchedulerPodHealthy'], conditions: stated('False', 6) }),
      count: 1,
    },
    { rule: 'says nothing of one without a Node', last: aMachine({ name: 'cp-2', provisioning: true }), count: 0 },
  ])('$rule', ({ last, count }) => expect(eventsOf(last)).toHaveLength(count));

  test('comes once', () => {
    const last = aMachine({ name: 'cp-2', failing: ['SchedulerPodHealthy'], conditions: stated('True', 1) });
    expect(eventsOf(last, 3)).toEqual(['ControlPlaneUnhealthy: Waiting for control plane Machines to be healthy: cp-2']);
  });
});
