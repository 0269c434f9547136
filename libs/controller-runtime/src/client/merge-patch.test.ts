import { mergePatch, sameJson } from './merge-patch.ts';

describe('merge patch', () => {
  test.each<{ rule: string; before: unknown; after: unknown; patch: unknown }>([
    { rule: 'is absent when nothing differs', before: { a: { b: [1] } }, after: { a: { b: [1] } }, patch: undefined },
    { rule: 'does not mind the order of keys', before: { a: 1, b: 2 }, after: { b: 2, a: 1 }, patch: undefined },
    { rule: 'takes undefined for absent', before: { a: 1, b: undefined }, after: { a: 1 }, patch: undefined },
    { rule: 'holds only what changed', before: { a: { b: 1, c: 2 } }, after: { a: { b: 1, c: 3 } }, patch: { a: { c: 3 } } },
    { rule: 'removes with null', before: { a: 1, b: 2 }, after: { b: 2 }, patch: { a: null } },
    { rule: 'replaces lists whole', before: { a: [1, 2] }, after: { a: [2] }, patch: { a: [2] } },
    { rule: 'adds an object whole', before: {}, after: { a: { b: 1 } }, patch: { a: { b: 1 } } },
    { rule: 'turns a value into an object', before: { a: 1 }, after: { a: { b: 1 } }, patch: { a: { b: 1 } } },
  ])('$rule', ({ before, after, patch }) => {
    expect(mergePatch(before, after)).toEqual(patch);
    expect(sameJson(before, after)).toBe(patch === undefined);
  });
});
