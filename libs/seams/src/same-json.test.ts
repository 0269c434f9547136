import { isSameJson } from './same-json.ts';

describe('JSON', () => {
  test.each<{ rule: string; left: unknown; right: unknown }>([
    { rule: 'in another order of keys', left: { a: 1, b: [{ c: 2 }] }, right: { b: [{ c: 2 }], a: 1 } },
    { rule: 'with an undefined field', left: { a: undefined }, right: {} },
  ])('$rule says the same', ({ left, right }) => expect(isSameJson(left, right)).toBe(true));

  test.each<{ rule: string; left: unknown; right: unknown }>([
    { rule: 'an empty list', left: { a: [] }, right: {} },
    { rule: 'a list, not an object', left: [1], right: { 0: 1 } },
    { rule: 'null', left: null, right: {} },
    { rule: 'a text, not a number', left: '1', right: 1 },
    { rule: 'another order of items', left: [1, 2], right: [2, 1] },
  ])('with $rule says something else', ({ left, right }) => expect(isSameJson(left, right)).toBe(false));
});
