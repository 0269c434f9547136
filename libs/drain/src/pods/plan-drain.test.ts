import { instant } from '@capi/seams';
import fc from 'fast-check';

import { aPod, now } from '../testing.ts';
import type { NodePod } from './node-pod.ts';
import { isDrained, planDrain, type DrainInput, type Refusal } from './plan-drain.ts';

const plan = (pods: readonly NodePod[], parts: Partial<DrainInput> = {}) =>
  planDrain({ pods, refusals: [], now, unreachable: false, ...parts });
const names = (pods: readonly { readonly name: string }[]) => pods.map(({ name }) => name);
const refusal = (name: string, age: number): Refusal => ({
  namespace: 'shop',
  name,
  uid: `uid of ${name}`,
  at: instant(now - age),
  kind: 'disruption-budget',
  why: 'too few',
});

describe('drain plan', () => {
  test('is done when only Pods are left that stay', () => {
    const mirror = aPod('etcd', { mirror: true });
    const proxy = aPod('proxy', { controller: 'DaemonSet', daemonSet: 'exists' });
    expect(isDrained(plan([mirror, proxy]))).toBe(true);
    expect(isDrained(plan([]))).toBe(true);
  });

  test('evicts in the order of namespaces and names', () => {
    expect(names(plan([aPod('b'), aPod('a'), aPod('z', { namespace: 'bank' })]).evict)).toEqual(['z', 'a', 'b']);
  });

  test('does not ask Pods again that are leaving', () => {
    const { evict, leaving } = plan([aPod('a', { deletionTimestamp: now }), aPod('b')]);
    expect([names(evict), names(leaving)]).toEqual([['b'], ['a']]);
  });

  test('waits for Pods that end by themselves, and evicts others meanwhile', () => {
    const made = plan([aPod('job', { drainLabel: 'wait-completed' }), aPod('web')]);
    expect([names(made.evict), names(made.completing), isDrained(made)]).toEqual([['web'], ['job'], false]);
  });

  test('leaves a refused Pod alone for 20 seconds', () => {
    const made = plan([aPod('a'), aPod('b')], { refusals: [refusal('a', 5000), refusal('b', 20_000)] });
    expect([names(made.evict), names(made.refused), made.lookAgainAt]).toEqual([['b'], ['a'], now + 15_000]);
  });

  test('waits for no Pod of which the API server says that it is gone, however long that is ago', () => {
    const gone = { ...refusal('a', 60_000), kind: 'gone' } as const;
    const made = plan([aPod('a'), aPod('b', { drainLabel: 'wait-completed' })], { refusals: [gone] });
    expect([names(made.evict), names(made.gone), names(made.completing), isDrained(made)]).toEqual([[], ['a'], ['b'], false]);
    expect(isDrained(plan([aPod('a')], { refusals: [gone] }))).toBe(true);
    expect(isDrained(plan([aPod('a', { uid: 'new' })], { refusals: [gone] }))).toBe(false);
  });

  test('forgets the refusal of a Pod that was made again', () => {
    const made = plan([aPod('a', { uid: 'new' })], { refusals: [refusal('a', 5000)] });
    expect([names(made.evict), names(made.refused)]).toEqual([['a'], []]);
  });

  test('looks again when Pods of a silent kubelet are to be given up', () => {
    const leaving = aPod('a', { deletionTimestamp: instant(now + 1000) });
    expect(plan([leaving], { unreachable: true }).lookAgainAt).toBe(now + 2001);
    expect(isDrained(plan([leaving], { unreachable: true, now: instant(now + 2001) }))).toBe(true);
    expect(plan([leaving]).lookAgainAt).toBeUndefined();
  });

  test('has each Pod in one list at most', () => {
    const pods = fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[a-z]{1,3}$/),
        deletionTimestamp: fc.option(fc.constant(now), { nil: undefined }),
        drainLabel: fc.option(fc.constantFrom('skip', 'wait-completed'), { nil: undefined }),
        isRefused: fc.boolean(),
      }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(pods, (some) => {
        const made = plan(
          some.map(({ name, deletionTimestamp, drainLabel }) =>
            aPod(name, {
              ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
              ...(drainLabel === undefined ? {} : { drainLabel }),
            }),
          ),
          { refusals: some.filter(({ isRefused }) => isRefused).map(({ name }) => refusal(name, 0)) },
        );
        const listed = names([...made.evict, ...made.leaving, ...made.refused, ...made.completing, ...made.afterwards]);
        const staying = some.filter(({ drainLabel }) => drainLabel === 'skip').length;
        expect([new Set(listed).size, listed.length]).toEqual([listed.length, some.length - staying]);
      }),
    );
  });
});
