import { milliseconds, seconds, seededRandom } from '@capi/seams';

import { nextStep, type Seen, type Step } from './next-step.ts';
import { retryDelay } from './retry-delay.ts';

const now = milliseconds(1_000_000);
const ago = (count: number) => milliseconds(now - count * 1000);

describe('workload cluster connection', () => {
  test.each<{ rule: string; seen: Seen; step: Step }>([
    { rule: 'rests before the infrastructure is there', seen: { now, provisioned: false, kubeconfig: 'a' }, step: { step: 'rest' } },
    { rule: 'rests until there is a kubeconfig', seen: { now, provisioned: true }, step: { step: 'rest' } },
    { rule: 'connects as soon as both are there', seen: { now, provisioned: true, kubeconfig: 'a' }, step: { step: 'connect' } },
    {
      rule: 'waits out the delay after a failed attempt',
      seen: { now, provisioned: true, kubeconfig: 'a', notBefore: milliseconds(now + 700) },
      step: { step: 'wait', after: milliseconds(700), because: 'the last attempt to connect failed' },
    },
    {
      rule: 'connects again with a new kubeconfig',
      seen: { now, provisioned: true, kubeconfig: 'b', connectedWith: 'a', probedAt: ago(1) },
      step: { step: 'connect' },
    },
    {
      rule: 'lets go when the kubeconfig is gone',
      seen: { now, provisioned: true, connectedWith: 'a', probedAt: ago(1) },
      step: { step: 'disconnect' },
    },
    {
      rule: 'leaves a connection alone until its next probe',
      seen: { now, provisioned: true, kubeconfig: 'a', connectedWith: 'a', probedAt: ago(4) },
      step: { step: 'wait', after: seconds(6), because: 'a lost API server shows in no watch' },
    },
    {
      rule: 'probes ten seconds after the last probe',
      seen: { now, provisioned: true, kubeconfig: 'a', connectedWith: 'a', probedAt: ago(10) },
      step: { step: 'probe' },
    },
  ])('$rule', ({ seen, step }) => expect(nextStep(seen)).toEqual(step));
});

describe('retry delay', () => {
  test.each([
    {
      rule: 'doubles from 250 ms to 30 s where the cluster has answered before',
      answered: true,
      delays: [
        [1, 250],
        [2, 500],
        [5, 4000],
        [8, 30_000],
        [1000, 30_000],
      ],
    },
    {
      rule: 'stays within a second as long as a new cluster may come up any moment',
      answered: false,
      delays: [
        [1, 250],
        [3, 1000],
        [100, 1000],
        [1000, 30_000],
      ],
    },
  ])('$rule, spread downwards by up to half', ({ answered, delays }) => {
    const random = seededRandom(1);
    for (const [failures = 0, whole = 0] of delays) {
      const delay = retryDelay(failures, answered, random);
      expect(delay).toBeLessThanOrEqual(whole);
      expect(delay).toBeGreaterThanOrEqual(whole / 2);
    }
  });
});
