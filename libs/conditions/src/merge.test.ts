import type { Verdict } from '@capi/api';

import { aggregate, type Source } from './aggregate.ts';
import { mirror } from './mirror.ts';
import { readCondition } from './read-condition.ts';
import { summarize, type SummaryOptions } from './summarize.ts';

const good = (type: string, message?: string): Verdict => verdict(type, 'True', message);
const bad = (type: string, message?: string): Verdict => verdict(type, 'False', message);
const unknown = (type: string, message?: string): Verdict => verdict(type, 'Unknown', message);
const verdict = (type: string, status: Verdict['status'], message?: string): Verdict => ({
  type,
  status,
  reason: `${type}${status}`,
  ...(message === undefined ? {} : { message }),
});
const reasons = { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' };

describe('summary of conditions', () => {
  test.each<{ rule: string; conditions: Verdict[]; options?: Partial<SummaryOptions>; expected: Partial<Verdict> }>([
    { rule: 'is True when all are', conditions: [good('A'), good('B')], expected: { status: 'True', reason: 'Ready', type: 'Ready' } },
    {
      rule: 'shows what good conditions say when all are good',
      conditions: [good('A', 'one down'), good('B')],
      expected: { status: 'True', message: '* A: one down' },
    },
    {
      rule: 'is False when any is, in the order of the list, without what good ones say',
      conditions: [bad('B', 'broken'), unknown('A', 'who knows'), good('C', 'fine')],
      options: { of: ['A', 'B', 'C'] },
      expected: { status: 'False', reason: 'NotReady', message: '* A: who knows\n* B: broken' },
    },
    {
      rule: 'is Unknown when any is and none is bad',
      conditions: [unknown('A', '?'), good('B')],
      expected: { status: 'Unknown', reason: 'ReadyUnknown' },
    },
    { rule: 'quotes the reason where there is no message', conditions: [bad('A'), good('B')], expected: { message: '* A: AFalse' } },
    {
      rule: 'counts a missing condition as Unknown',
      conditions: [good('A')],
      expected: { status: 'Unknown', message: '* B: Condition not yet reported' },
    },
    {
      rule: 'leaves out a condition that may be missing',
      conditions: [good('A')],
      options: { mayBeMissing: ['B'] },
      expected: { status: 'True' },
    },
    {
      rule: 'takes True for bad where the polarity is negative',
      conditions: [verdict('A', 'True', 'going'), good('B')],
      options: { negative: ['A'] },
      expected: { status: 'False', message: '* A: going' },
    },
    {
      rule: 'lets an override stand in for a condition',
      conditions: [bad('A', 'long story'), good('B')],
      options: { overrides: [bad('A', 'short')] },
      expected: { message: '* A: short' },
    },
    {
      rule: 'lets the caller weigh a condition',
      conditions: [bad('A', 'gone'), good('B')],
      options: { weigh: ({ type }) => (type === 'A' ? 'info' : undefined) },
      expected: { status: 'True', message: '* A: gone' },
    },
    {
      rule: 'moves lists and long texts below the type',
      conditions: [bad('A', '* x: 1\n* y: 2'), bad('B', 'first\n\nsecond')],
      expected: { message: '* A:\n  * x: 1\n  * y: 2\n* B:\n  first\n\n  second' },
    },
  ])('$rule', ({ conditions, options, expected }) => {
    expect(summarize('Ready', conditions, { of: ['A', 'B'], reasons, ...options })).toMatchObject(expected);
  });

  test('has nothing to say on nothing', () => expect(() => summarize('Ready', [], { of: [] })).toThrow('summarises nothing'));
});

describe('aggregate over objects', () => {
  const machine = (name: string, condition: Verdict | undefined, isControlPlane = false): Source => ({
    kind: 'Machine',
    name,
    isControlPlane,
    conditions: condition === undefined ? [] : [condition],
  });

  test.each<{ rule: string; sources: Source[]; negative?: boolean; expected: Partial<Verdict> }>([
    {
      rule: 'is good when all are',
      sources: [machine('a', good('Ready')), machine('b', good('Ready'))],
      expected: { status: 'True', reason: 'Ready' },
    },
    {
      rule: 'groups objects that say the same, the larger group first',
      sources: [machine('c', bad('Ready', 'x')), machine('a', bad('Ready', 'y')), machine('b', bad('Ready', 'y'))],
      expected: { status: 'False', reason: 'NotReady', message: '* Machines a, b: y\n* Machine c: x' },
    },
    {
      rule: 'names three objects and counts the rest',
      sources: ['e', 'd', 'c', 'b', 'a'].map((name) => machine(name, bad('Ready', 'x'))),
      expected: { message: '* Machines a, b, c, ... (2 more): x' },
    },
    {
      rule: 'names control-plane Machines first',
      sources: [machine('a', bad('Ready', 'x')), machine('b', bad('Ready', 'x')), machine('z', bad('Ready', 'y'), true)],
      expected: { message: '* Machine z: y\n* Machines a, b: x' },
    },
    {
      rule: 'shows three texts, issues before what is unknown, and counts the rest by weight',
      sources: [
        machine('a', unknown('Ready', '1')),
        machine('b', bad('Ready', '2')),
        machine('c', bad('Ready', '3')),
        machine('d', bad('Ready', '4')),
        machine('e', bad('Ready', '5')),
      ],
      expected: {
        message: '* Machine b: 2\n* Machine c: 3\n* Machine d: 4\nAnd 1 Machine with other issues\nAnd 1 Machine with status unknown',
      },
    },
    {
      rule: 'names the type that an object has not reported',
      sources: [machine('a', undefined)],
      expected: { status: 'Unknown', reason: 'ReadyUnknown', message: '* Machine a: Condition Ready not yet reported' },
    },
    {
      rule: 'shows what good objects say only when all are good, and nothing where they say nothing',
      sources: [machine('a', good('Ready', 'slow')), machine('b', good('Ready'))],
      expected: { status: 'True', message: '* Machine a: slow' },
    },
    {
      rule: 'keeps a negative polarity',
      sources: [machine('a', verdict('Ready', 'True', 'rolling')), machine('b', verdict('Ready', 'False'))],
      negative: true,
      expected: { status: 'True', reason: 'NotReady', message: '* Machine a: rolling' },
    },
    {
      rule: 'sorts kinds by name',
      sources: [machine('a', bad('Ready', 'x')), { kind: 'ControlPlane', name: 'cp', conditions: [bad('Ready', 'y')] }],
      expected: { message: '* ControlPlane cp: y\n* Machine a: x' },
    },
  ])('$rule', ({ sources, negative = false, expected }) => {
    expect(aggregate('MachinesReady', sources, { of: 'Ready', negative, reasons })).toMatchObject({ type: 'MachinesReady', ...expected });
  });

  test('needs objects', () => expect(() => aggregate('MachinesReady', [], { of: 'Ready' })).toThrow('aggregates no objects'));
});

describe('mirror of a condition', () => {
  test('copies status, reason, message and time under the new type', () => {
    const source = { ...bad('Ready', 'no'), lastTransitionTime: '2026-01-01T09:00:00Z' };
    expect(mirror('InfrastructureReady', source)).toEqual({ ...source, type: 'InfrastructureReady' });
  });
  test('takes the fallback while the source says nothing', () => {
    expect(mirror('X', undefined, { fallback: { status: 'False', reason: 'NotReady' } })).toEqual({
      type: 'X',
      status: 'False',
      reason: 'NotReady',
    });
  });
  test('is Unknown without a fallback', () =>
    expect(mirror('X', undefined)).toMatchObject({ status: 'Unknown', reason: 'NotYetReported' }));
  test('gives good news the usual reason when the provider gave none', () => {
    const source = { type: 'Ready', status: 'True' as const, reason: 'NoReasonReported' };
    expect(mirror('X', source, { positiveReason: 'Ready' }).reason).toBe('Ready');
    expect(mirror('X', { ...source, status: 'False' }, { positiveReason: 'Ready' }).reason).toBe('NoReasonReported');
  });
});

describe('reading a condition of an unknown kind', () => {
  const status = (conditions: unknown) => ({ status: { conditions } });
  test.each([
    { rule: 'is absent without a status', object: {}, expected: { state: 'absent' } },
    { rule: 'is absent when others are there', object: status([{ type: 'Other', status: 'True' }]), expected: { state: 'absent' } },
    {
      rule: 'accepts the form of v1beta1',
      object: status([{ type: 'Ready', status: 'False', severity: 'Info', lastTransitionTime: '2026-01-01T09:00:00Z' }]),
      expected: {
        state: 'found',
        condition: { type: 'Ready', status: 'False', reason: 'NoReasonReported', lastTransitionTime: '2026-01-01T09:00:00Z' },
      },
    },
    {
      rule: 'prefers conditions of the new form',
      object: {
        status: {
          v1beta2: { conditions: [{ type: 'Ready', status: 'True', reason: 'New' }] },
          conditions: [{ type: 'Ready', status: 'False', reason: 'Old' }],
        },
      },
      expected: { state: 'found', condition: { type: 'Ready', status: 'True', reason: 'New' } },
    },
    {
      rule: 'says what is wrong with an odd status',
      object: status([{ type: 'Ready', status: 'Maybe' }]),
      expected: { state: 'invalid', why: expect.stringContaining('Ready') },
    },
    {
      rule: 'says which entry has no type',
      object: status([{ status: 'True' }]),
      expected: { state: 'invalid', why: expect.stringContaining('[0]') },
    },
    { rule: 'does not fall over a wrong type', object: status('x'), expected: { state: 'invalid', why: expect.any(String) } },
  ])('$rule', ({ object, expected }) => expect(readCondition(object, 'Ready')).toEqual(expected));
});
