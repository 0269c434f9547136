import { aPod, now } from '../testing.ts';
import { delayCauses, describeDrain } from './describe-drain.ts';
import type { DrainPlan, Refusal } from './plan-drain.ts';

const rest: DrainPlan = { evict: [], leaving: [], refused: [], gone: [], completing: [], afterwards: [] };
const header = 'Draining the Node since 2026-01-01T00:00:00Z:';
const refused = (name: string, why: string, kind: Refusal['kind'] = 'other'): Refusal => ({ ...aPod(name), at: now, kind, why });

describe('description of a drain', () => {
  test.each<{ rule: string; plan: Partial<DrainPlan>; lines: readonly string[]; causes: readonly string[] }>([
    {
      rule: 'names Pods that do not end',
      plan: { leaving: [aPod('a')] },
      lines: ['* Pod shop/a: deletionTimestamp set, but still not removed from the Node'],
      causes: ['Pods not terminating'],
    },
    {
      rule: 'names three and counts the rest',
      plan: { leaving: ['a', 'b', 'c', 'd', 'e'].map((name) => aPod(name)) },
      lines: ['* Pods shop/a, shop/b, shop/c and 2 more: deletionTimestamp set, but still not removed from the Node'],
      causes: ['Pods not terminating'],
    },
    {
      rule: 'tells what a disruption budget asks for',
      plan: { refused: [refused('a', 'The disruption budget web needs 2 healthy pods and has 2 currently', 'disruption-budget')] },
      lines: [
        "* Pod shop/a: cannot evict pod as it would violate the pod's disruption budget. The disruption budget web needs 2 healthy pods and has 2 currently",
      ],
      causes: ['PodDisruptionBudgets'],
    },
    {
      rule: 'gathers Pods that are refused for one reason',
      plan: { refused: [refused('a', 'no'), refused('b', 'no'), refused('c', 'never')] },
      lines: ['* Pods shop/a, shop/b: failed to evict Pod, no', '* Pod shop/c: failed to evict Pod, never'],
      causes: ['Pod eviction errors'],
    },
    {
      rule: 'tells five reasons and counts the Pods of others',
      plan: { refused: ['1', '2', '3', '4', '5', '6', '7'].map((why) => refused(`p${why}`, why)) },
      lines: [...['1', '2', '3', '4', '5'].map((why) => `* Pod shop/p${why}: failed to evict Pod, ${why}`), '* 2 Pods with other issues'],
      causes: ['Pod eviction errors'],
    },
    {
      rule: 'names Pods that end by themselves, and those whose turn comes then',
      plan: { completing: [aPod('job')], afterwards: [aPod('db')] },
      lines: ['* Pod shop/job: waiting for completion', '* Pod shop/db: to be evicted once those above are gone'],
      causes: ['Pods not completed yet'],
    },
  ])('$rule', ({ plan, lines, causes }) => {
    const message = describeDrain({ ...rest, ...plan }, now);
    expect(message).toBe([header, ...lines].join('\n'));
    expect(delayCauses(message)).toEqual(causes);
  });

  test('finds no cause in other messages', () => expect(delayCauses('Waiting for Node a to be cordoned')).toEqual([]));
});
