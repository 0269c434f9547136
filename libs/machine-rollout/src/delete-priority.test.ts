import { days, instant, later } from '@capi/seams';

import { byDeletePriority, type Candidate, type DeletionOrder } from './delete-priority.ts';

const now = instant(1_000_000_000_000);
const aMachine = (name: string, facts: Partial<Candidate> = {}): Candidate => ({
  name,
  createdAt: now,
  deleting: false,
  marked: false,
  updating: false,
  unhealthy: false,
  ...facts,
});

describe('delete priority', () => {
  test.each<{ rule: string; order?: DeletionOrder; machines: Candidate[]; names: string[] }>([
    {
      rule: 'counts those already going first, then marked, updating, unhealthy ones',
      machines: [
        aMachine('healthy'),
        aMachine('unhealthy', { unhealthy: true }),
        aMachine('updating', { updating: true }),
        aMachine('marked', { marked: true }),
        aMachine('deleting', { deleting: true }),
      ],
      names: ['deleting', 'marked', 'updating', 'unhealthy', 'healthy'],
    },
    { rule: 'goes by name among equals', machines: [aMachine('b'), aMachine('a')], names: ['a', 'b'] },
    {
      rule: 'takes the newest first when asked to',
      order: 'Newest',
      machines: [aMachine('old', { createdAt: later(now, days(-3)) }), aMachine('young', { createdAt: later(now, days(-1)) })],
      names: ['young', 'old'],
    },
    {
      rule: 'takes the oldest first when asked to',
      order: 'Oldest',
      machines: [aMachine('young', { createdAt: later(now, days(-1)) }), aMachine('old', { createdAt: later(now, days(-3)) })],
      names: ['old', 'young'],
    },
    {
      rule: 'prefers an unhealthy Machine to the oldest',
      order: 'Oldest',
      machines: [aMachine('old', { createdAt: later(now, days(-90)) }), aMachine('unhealthy', { unhealthy: true })],
      names: ['unhealthy', 'old'],
    },
  ])('$rule', ({ order, machines, names }) =>
    expect(byDeletePriority(machines, order ?? 'Random', now).map((machine) => machine.name)).toEqual(names),
  );
});
