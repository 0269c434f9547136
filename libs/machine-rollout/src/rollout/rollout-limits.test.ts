import { resolveIntOrPercent } from './int-or-percent.ts';
import { rolloutLimits } from './rollout-limits.ts';

describe('rollout limits', () => {
  test.each([
    { rule: 'default to one more and none less', replicas: 3, strategy: {}, limits: { surge: 1, unavailable: 0 } },
    {
      rule: 'round a surge up and an allowance down',
      replicas: 5,
      strategy: { maxSurge: '25%', maxUnavailable: '25%' },
      limits: { surge: 2, unavailable: 1 },
    },
    {
      rule: 'allow one unavailable when both come out as zero',
      replicas: 3,
      strategy: { maxSurge: 0, maxUnavailable: '10%' },
      limits: { surge: 0, unavailable: 1 },
    },
    {
      rule: 'never allow more unavailable than there should be',
      replicas: 2,
      strategy: { maxUnavailable: 5 },
      limits: { surge: 1, unavailable: 2 },
    },
    {
      rule: 'allow nothing unavailable of nothing',
      replicas: 0,
      strategy: { maxSurge: 0, maxUnavailable: 0 },
      limits: { surge: 0, unavailable: 0 },
    },
  ])('$rule', ({ replicas, strategy, limits }) => expect(rolloutLimits(replicas, strategy)).toEqual(limits));

  test('refuse text that is neither a count nor a share', () => {
    expect(() => resolveIntOrPercent('4', 3, 'up')).toThrow('neither an integer nor a percentage');
  });
});
