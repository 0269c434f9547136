import { instant } from '@capi/seams';
import fc from 'fast-check';

import { planRollingUpdate } from './plan-rolling-update.ts';
import { rolloutLimits, type RolloutLimits } from './rollout-limits.ts';
import type { Intents, SetCounts } from './set-counts.ts';

const aSet = (name: string, desired: number, counts: Partial<SetCounts> = {}): SetCounts => ({
  name,
  createdAt: instant(0),
  desired,
  existing: desired,
  available: desired,
  ...counts,
});
const oneMore: RolloutLimits = { surge: 1, unavailable: 0 };

describe('rolling update plan', () => {
  test.each<{
    rule: string;
    replicas: number;
    current: SetCounts;
    old: SetCounts[];
    limits?: RolloutLimits;
    intents: Record<string, number>;
  }>([
    {
      rule: 'creates every Machine at once when there are no old ones',
      replicas: 3,
      current: aSet('new', 0),
      old: [],
      intents: { new: 3 },
    },
    { rule: 'rests when the current set is complete', replicas: 3, current: aSet('new', 3), old: [], intents: {} },
    { rule: 'shrinks the current set at once', replicas: 1, current: aSet('new', 3), old: [], intents: { new: 1 } },
    { rule: 'surges by one first', replicas: 3, current: aSet('new', 0), old: [aSet('old', 3)], intents: { new: 1 } },
    {
      rule: 'waits for the new Machine before it removes an old one',
      replicas: 3,
      current: aSet('new', 1, { available: 0 }),
      old: [aSet('old', 3)],
      intents: {},
    },
    {
      rule: 'removes an old Machine for an available new one',
      replicas: 3,
      current: aSet('new', 1),
      old: [aSet('old', 3)],
      intents: { old: 2 },
    },
    {
      rule: 'gives room for the next new Machine only once the old one is gone',
      replicas: 3,
      current: aSet('new', 1),
      old: [aSet('old', 2, { existing: 3, available: 2 })],
      intents: {},
    },
    { rule: 'goes on once it is gone', replicas: 3, current: aSet('new', 1), old: [aSet('old', 2)], intents: { new: 2 } },
    {
      rule: 'takes from old sets first when nothing may surge',
      replicas: 3,
      current: aSet('new', 0),
      old: [aSet('old', 3)],
      limits: { surge: 0, unavailable: 1 },
      intents: { old: 2 },
    },
    {
      rule: 'removes old Machines that are not available before those that are, oldest set first',
      replicas: 4,
      current: aSet('new', 2),
      old: [aSet('b', 1, { createdAt: instant(2), available: 0 }), aSet('a', 2, { createdAt: instant(1) })],
      intents: { b: 0 },
    },
    {
      rule: 'breaks the deadlock of an old Machine that never becomes available',
      replicas: 1,
      current: aSet('new', 1),
      old: [aSet('old', 1, { available: 0 })],
      intents: { old: 0 },
    },
    {
      rule: 'gives up an unavailable old Machine when all the room is taken and nothing moves',
      replicas: 3,
      current: aSet('new', 1),
      old: [aSet('old', 3, { available: 1 })],
      intents: { old: 2 },
    },
  ])('$rule', ({ replicas, current, old, limits, intents }) =>
    expect(Object.fromEntries(planRollingUpdate({ replicas, current, old }, limits ?? oneMore))).toEqual(intents),
  );

  const rollouts = fc.record({
    replicas: fc.integer({ min: 1, max: 8 }),
    surge: fc.integer({ min: 0, max: 4 }),
    unavailable: fc.integer({ min: 0, max: 4 }),
  });

  test('keeps within surge and availability, step by step, and ends', () => {
    fc.assert(
      fc.property(rollouts, ({ replicas, surge, unavailable }) => {
        const limits = rolloutLimits(replicas, { maxSurge: surge, maxUnavailable: unavailable });
        let [current, old] = [aSet('new', 0), aSet('old', replicas)];
        for (let step = 0; step < 40; step += 1) {
          const intents = planRollingUpdate({ replicas, current, old: [old] }, limits);
          [current, old] = [obey(current, intents), obey(old, intents)];
          expect(current.existing + old.existing).toBeLessThanOrEqual(replicas + limits.surge);
          expect(current.available + old.available).toBeGreaterThanOrEqual(replicas - limits.unavailable);
        }
        expect([current.existing, old.existing]).toEqual([replicas, 0]);
      }),
    );
  });
});

const obey = (set: SetCounts, intents: Intents): SetCounts => {
  const desired = intents.get(set.name) ?? set.desired;
  return { ...set, desired, existing: desired, available: desired };
};
