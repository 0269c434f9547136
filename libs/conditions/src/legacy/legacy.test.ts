import { parseInstant, type Instant } from '@capi/seams';

import { legacyFalse, legacyTrue, legacyUnknown, setLegacyConditions, type LegacyVerdict } from './legacy-conditions.ts';
import { legacyAggregate, legacyMirror, legacySummary } from './legacy-merge.ts';

const now = parseInstant('2026-01-01T10:00:00Z') as Instant;
const before = '2026-01-01T09:00:00Z';

describe('setting legacy conditions', () => {
  test.each<{ rule: string; next: LegacyVerdict; time: string }>([
    { rule: 'keeps the time while nothing changes', next: legacyFalse('A', 'Waiting', 'Info', 'x'), time: before },
    { rule: 'renews the time when the message changes', next: legacyFalse('A', 'Waiting', 'Info', 'y'), time: '2026-01-01T10:00:00Z' },
    { rule: 'renews the time when the severity changes', next: legacyFalse('A', 'Waiting', 'Error', 'x'), time: '2026-01-01T10:00:00Z' },
  ])('$rule', ({ next, time }) => {
    const existing = [{ ...legacyFalse('A', 'Waiting', 'Info', 'x'), lastTransitionTime: before }];
    expect(setLegacyConditions(existing, [next], now)).toEqual([{ ...next, lastTransitionTime: time }]);
  });

  test('puts Ready first and the rest by alphabet', () => {
    expect(setLegacyConditions([], ['B', 'Ready', 'A'].map(legacyTrue), now).map(({ type }) => type)).toEqual(['Ready', 'A', 'B']);
  });
});

describe('legacy summary', () => {
  const summary = (conditions: LegacyVerdict[], isCounting = false) => legacySummary(conditions, { of: ['A', 'B', 'C'], isCounting });

  test.each<{ rule: string; conditions: LegacyVerdict[]; expected: LegacyVerdict | undefined }>([
    { rule: 'writes nothing without conditions', conditions: [], expected: undefined },
    { rule: 'carries neither reason nor message when True', conditions: [legacyTrue('A'), legacyTrue('B')], expected: legacyTrue('Ready') },
    {
      rule: 'lets an error win over a warning',
      conditions: [legacyFalse('A', 'W', 'Warning', 'w'), legacyFalse('B', 'E', 'Error', 'e')],
      expected: legacyFalse('Ready', 'E', 'Error', 'e'),
    },
    {
      rule: 'quotes the first in the order of the list',
      conditions: [legacyFalse('B', 'Second', 'Info'), legacyFalse('A', 'First', 'Info')],
      expected: legacyFalse('Ready', 'First', 'Info'),
    },
    {
      rule: 'passes over what is unknown while something is True',
      conditions: [legacyTrue('A'), legacyUnknown('B', 'U')],
      expected: legacyTrue('Ready'),
    },
    { rule: 'is Unknown when all are', conditions: [legacyUnknown('B', 'U')], expected: legacyUnknown('Ready', 'U') },
  ])('$rule', ({ conditions, expected }) => expect(summary(conditions)).toEqual(expected));

  test('counts steps where it is asked to', () => {
    expect(summary([legacyTrue('A'), legacyFalse('B', 'Waiting', 'Info')], true)?.message).toBe('1 of 3 completed');
  });
});

describe('legacy aggregate', () => {
  const source = (name: string, conditions: LegacyVerdict[]) => ({ kind: 'Machine', name, conditions });

  test('counts the objects that are ready, and names the one that decides', () => {
    const objects = [source('a', [legacyTrue('Ready')]), source('b', [legacyFalse('Ready', 'Waiting', 'Info')]), source('c', [])];
    expect(legacyAggregate('MachinesReady', objects, { isNamingSource: true })).toEqual(
      legacyFalse('MachinesReady', 'Waiting @ Machine/b', 'Info', '1 of 3 completed'),
    );
  });
  test('does not name an object twice', () => {
    const objects = [source('a', [legacyFalse('Ready', 'Waiting @ Node/n', 'Info')])];
    expect(legacyAggregate('X', objects, { isNamingSource: true })?.reason).toBe('Waiting @ Node/n');
  });
  test('writes nothing when no object has reported', () => expect(legacyAggregate('X', [source('a', [])])).toBeUndefined());
});

describe('legacy mirror', () => {
  const fallback = { holds: false, reason: 'WaitingForInfrastructure', severity: 'Info' } as const;

  test('copies Ready under another type', () => {
    expect(legacyMirror('X', [legacyFalse('Ready', 'R', 'Error', 'm')], fallback)).toEqual(legacyFalse('X', 'R', 'Error', 'm'));
  });
  test('falls back to True or to the given reason', () => {
    expect(legacyMirror('X', undefined, { ...fallback, holds: true })).toEqual(legacyTrue('X'));
    expect(legacyMirror('X', [], fallback)).toEqual(legacyFalse('X', 'WaitingForInfrastructure', 'Info'));
  });
});
