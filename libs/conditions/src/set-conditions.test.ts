import type { Condition } from '@capi/api';
import { parseInstant, type Instant } from '@capi/seams';

import { setConditions, withoutConditions } from './set-conditions.ts';

const now = parseInstant('2026-01-01T10:00:00.700Z') as Instant;
const condition = (type: string, more: Partial<Condition> = {}): Condition => ({
  type,
  status: 'True',
  reason: type,
  message: '',
  lastTransitionTime: '2026-01-01T09:00:00Z',
  observedGeneration: 1,
  ...more,
});

describe('setting conditions', () => {
  test('adds a condition with whole seconds and the generation', () => {
    expect(setConditions(undefined, [{ type: 'Ready', status: 'False', reason: 'NotReady' }], { now, observedGeneration: 2 })).toEqual([
      {
        type: 'Ready',
        status: 'False',
        reason: 'NotReady',
        message: '',
        lastTransitionTime: '2026-01-01T10:00:00Z',
        observedGeneration: 2,
      },
    ]);
  });

  test.each<{ rule: string; status: Condition['status']; since?: string; time: string }>([
    { rule: 'keeps the transition time while the status stays', status: 'True', time: '2026-01-01T09:00:00Z' },
    {
      rule: 'keeps it even when the verdict knows another one',
      status: 'True',
      since: '2026-01-01T08:00:00Z',
      time: '2026-01-01T09:00:00Z',
    },
    { rule: 'renews it when the status changes', status: 'False', time: '2026-01-01T10:00:00Z' },
    {
      rule: 'takes the time of the verdict when the status changes',
      status: 'False',
      since: '2026-01-01T08:00:00.9Z',
      time: '2026-01-01T08:00:00Z',
    },
  ])('$rule', ({ status, since, time }) => {
    const verdict = {
      type: 'Ready',
      status,
      reason: 'Other',
      message: 'new',
      ...(since === undefined ? {} : { lastTransitionTime: since }),
    };
    const [set] = setConditions([condition('Ready')], [verdict], { now, observedGeneration: 2 });
    expect(set).toMatchObject({ reason: 'Other', message: 'new', observedGeneration: 2, lastTransitionTime: time });
  });

  test('leaves conditions of other writers alone', () => {
    const theirs = condition('HealthCheckSucceeded');
    expect(setConditions([theirs], [{ type: 'Ready', status: 'True', reason: 'Ready' }], { now })).toContainEqual(theirs);
  });

  test('changes nothing, not even an order that is not ours, when every verdict stands already', () => {
    const existing = [condition('Paused'), condition('Ready')];
    const verdicts = existing.map(({ type, status, reason }) => ({ type, status, reason }));
    expect(setConditions(existing, verdicts, { now, observedGeneration: 1 })).toEqual(existing);
  });

  test('sorts summaries first, unknown types by alphabet, Paused and Deleting last', () => {
    const verdicts = ['Deleting', 'Zebra', 'Paused', 'Apple', 'ScalingUp', 'InfrastructureReady', 'Ready', 'Available'].map((type) => ({
      type,
      status: 'True' as const,
      reason: type,
    }));
    expect(setConditions([], verdicts, { now }).map(({ type }) => type)).toEqual([
      'Available',
      'Ready',
      'InfrastructureReady',
      'ScalingUp',
      'Apple',
      'Zebra',
      'Paused',
      'Deleting',
    ]);
  });

  test('takes conditions away by type', () => {
    expect(withoutConditions([condition('Ready'), condition('OwnerRemediated')], ['OwnerRemediated'])).toEqual([condition('Ready')]);
  });
});
