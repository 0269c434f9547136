import { instant } from '@capi/seams';

import { planOnDelete } from './plan-on-delete.ts';
import { planPaused } from './plan-paused.ts';
import type { SetCounts } from './set-counts.ts';

const aSet = (name: string, desired: number, existing = desired, available = existing): SetCounts => ({
  name,
  createdAt: instant(0),
  desired,
  existing,
  available,
});

describe('OnDelete plan', () => {
  test.each<{ rule: string; replicas: number; current: SetCounts; old: SetCounts[]; intents: Record<string, number> }>([
    { rule: 'leaves old Machines alone', replicas: 3, current: aSet('new', 0), old: [aSet('old', 3)], intents: {} },
    { rule: 'never makes an old Machine anew', replicas: 3, current: aSet('new', 0), old: [aSet('old', 3, 2)], intents: { old: 2 } },
    {
      rule: 'replaces a deleted old Machine by a current one',
      replicas: 3,
      current: aSet('new', 0),
      old: [aSet('old', 2)],
      intents: { new: 1 },
    },
    { rule: 'scales down on the oldest set', replicas: 2, current: aSet('new', 1), old: [aSet('old', 2)], intents: { old: 1 } },
    { rule: 'shrinks the current set once there are no old ones', replicas: 1, current: aSet('new', 3), old: [], intents: { new: 1 } },
  ])('$rule', ({ replicas, current, old, intents }) =>
    expect(Object.fromEntries(planOnDelete({ replicas, current, old }))).toEqual(intents),
  );
});

describe('plan of a paused rollout', () => {
  test.each<{ rule: string; replicas: number; current?: SetCounts; old: SetCounts[]; intents: Record<string, number> }>([
    { rule: 'scales the only set that has Machines', replicas: 5, current: aSet('new', 0), old: [aSet('old', 3)], intents: { old: 5 } },
    { rule: 'scales the current set when none has Machines', replicas: 2, current: aSet('new', 0), old: [], intents: { new: 2 } },
    {
      rule: 'empties old sets once the current one is complete',
      replicas: 2,
      current: aSet('new', 2),
      old: [aSet('old', 1)],
      intents: { old: 0 },
    },
    {
      rule: 'leaves a rollout that stopped within its surge as it is',
      replicas: 3,
      current: aSet('new', 2, 2, 1),
      old: [aSet('old', 2)],
      intents: {},
    },
    {
      rule: 'shares growth in proportion, the rest to the largest',
      replicas: 9,
      current: aSet('new', 1, 1, 0),
      old: [aSet('old', 3)],
      intents: { new: 2, old: 7 },
    },
    { rule: 'makes no set of its own', replicas: 2, old: [], intents: {} },
  ])('$rule', ({ replicas, current, old, intents }) =>
    expect(Object.fromEntries(planPaused({ replicas, surge: 1, current, old }))).toEqual(intents),
  );
});
