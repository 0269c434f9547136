import type { Machine } from '@capi/api';
import { instant, later, milliseconds, minutes, printInstant, type Duration } from '@capi/seams';

import { staleDeletions } from './stale-deletions.ts';

const now = instant(1_767_225_600_000);
const ago = (duration: Duration): string => printInstant(later(now, milliseconds(0 - duration)));

/** A Machine that has been going away for a while. */
const going = (name: string, age: Duration, status: object = {}): Machine =>
  ({ metadata: { name, deletionTimestamp: ago(age) }, status }) as unknown as Machine;
const draining = (age: Duration, message: string): object => ({
  deletion: { nodeDrainStartTime: ago(age) },
  conditions: [{ type: 'Deleting', status: 'True', reason: 'DrainingNode', message }],
});
const budget = "Pod a/b: cannot evict pod as it would violate the pod's disruption budget.";

describe('line on Machines that go slowly', () => {
  test.each<{ rule: string; machines: readonly Machine[]; lines: readonly string[] }>([
    { rule: 'is left out while all are quick', machines: [going('a', minutes(15))], lines: [] },
    { rule: 'names one', machines: [going('a', minutes(16))], lines: ['* Machine a is in deletion since more than 15m'] },
    {
      rule: 'names three and counts the rest',
      machines: ['d', 'b', 'c', 'a'].map((name) => going(name, minutes(16))),
      lines: ['* Machines a, b, c, ... (1 more) are in deletion since more than 15m'],
    },
    {
      rule: 'tells what holds up a long drain',
      machines: [going('a', minutes(16), draining(minutes(6), budget)), going('b', minutes(16), draining(minutes(6), `${budget}`))],
      lines: ['* Machines a, b are in deletion since more than 15m, delay likely due to PodDisruptionBudgets'],
    },
    {
      rule: 'says nothing of a drain that has just begun',
      machines: [going('a', minutes(16), draining(minutes(5), budget))],
      lines: ['* Machine a is in deletion since more than 15m'],
    },
  ])('$rule', ({ machines, lines }) => expect(staleDeletions(machines, now)).toEqual(lines));
});
