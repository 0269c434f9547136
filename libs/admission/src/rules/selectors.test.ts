import type { Draft, LabelSelector } from '@capi/api';

import { isEmptySelector, selects, validateSelector } from './selectors.ts';

const expression = (operator: string, values?: string[], key = 'a') => ({
  matchExpressions: [values === undefined ? { key, operator } : { key, operator, values }],
});

type Labels = Record<string, string>;

describe('a label selector', () => {
  test.each<{ rule: string; selector: Draft<LabelSelector>; yes: object; no: object }>([
    { rule: 'asks for labels', selector: { matchLabels: { a: 'b' } }, yes: { a: 'b', c: 'd' }, no: { a: 'c' } },
    { rule: 'asks for one of several values', selector: expression('In', ['b', 'c']), yes: { a: 'c' }, no: { a: 'd' } },
    { rule: 'excludes values, and lets an absent label pass', selector: expression('NotIn', ['b']), yes: {}, no: { a: 'b' } },
    { rule: 'asks for a label', selector: expression('Exists'), yes: { a: '' }, no: { b: '' } },
    { rule: 'asks for a label to be absent', selector: expression('DoesNotExist'), yes: { b: '' }, no: { a: '' } },
    {
      rule: 'does not mistake what every object has for a label',
      selector: expression('Exists', undefined, 'constructor'),
      yes: { constructor: 'x' },
      no: {},
    },
  ])('$rule', ({ selector, yes, no }) => {
    expect(validateSelector('spec.selector', selector)).toEqual([]);
    expect(selects(selector, yes as Labels)).toBe(true);
    expect(selects(selector, no as Labels)).toBe(false);
  });

  test.each([
    expression('In'),
    expression('In', []),
    expression('NotIn'),
    expression('Exists', ['b']),
    expression('DoesNotExist', ['b']),
    expression('exists'),
    expression('In', ['bad value']),
    expression('Exists', undefined, 'bad key'),
    { matchExpressions: [{}] },
    { matchLabels: { a: 'bad value' } },
    { matchLabels: { 'a/b/c': 'x' } },
  ])('cannot be %j', (selector) => {
    expect(validateSelector('spec.selector', selector)).toMatchObject([{ kind: 'Invalid', path: 'spec.selector' }]);
    expect(selects(selector, {})).toBe(true);
  });

  test('selects everything when it asks for nothing', () => {
    expect(
      [undefined, {}, { matchLabels: {}, matchExpressions: [] }].map((selector) => [isEmptySelector(selector), selects(selector, {})]),
    ).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
  });
});
