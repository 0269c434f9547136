import fc from 'fast-check';

import { difference, equalSets, intersection, makeNode, printPaths, sorted, union, type FieldSet } from './field-set.ts';

/** The set of these paths, whose elements are separated by dots. */
function setOf(paths: readonly string[]): FieldSet {
  const children: Record<string, FieldSet> = {};
  for (const element of new Set(paths.map((path) => path.split('.')[0] ?? ''))) {
    const below = paths.filter((path) => path.startsWith(`${element}.`)).map((path) => path.slice(element.length + 1));
    const node = makeNode(paths.includes(element), setOf(below));
    if (node !== undefined) children[`f:${element}`] = node;
  }
  return children;
}

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((elements) => elements.join('.'));
const paths = fc.uniqueArray(path, { maxLength: 8 });
const printed = (list: readonly string[]): readonly string[] => list.map((each) => `.${each}`).toSorted();

describe('sets of field paths', () => {
  test.each([
    { rule: 'union has what either has', combine: union, keeps: (inOne: boolean, inOther: boolean) => inOne || inOther },
    { rule: 'intersection has what both have', combine: intersection, keeps: (inOne: boolean, inOther: boolean) => inOne && inOther },
    { rule: 'difference has what only the first has', combine: difference, keeps: (inOne: boolean, inOther: boolean) => inOne && !inOther },
  ])('$rule', ({ combine, keeps }) => {
    fc.assert(
      fc.property(paths, paths, (one, other) => {
        const wanted = [...new Set([...one, ...other])].filter((each) => keeps(one.includes(each), other.includes(each)));
        const combined = combine(setOf(one), setOf(other));
        expect(printPaths(combined).toSorted()).toEqual(printed(wanted));
        expect(equalSets(combined, setOf(wanted))).toBe(true);
      }),
    );
  });

  test('combine with themselves, and with what they share parts with', () => {
    fc.assert(
      fc.property(paths, paths, (one, more) => {
        const set = setOf(one);
        const wider = union(set, setOf(more));
        expect(intersection(set, set)).toEqual(set);
        expect(difference(set, set)).toEqual({});
        expect(equalSets(intersection(set, wider), set)).toBe(true);
      }),
    );
  });

  test('are ordered all the way down, and stay the same set when they are', () => {
    fc.assert(
      fc.property(paths, (list) => {
        const ordered = sorted(setOf(list));
        const inOrder = (set: FieldSet): boolean =>
          Object.keys(set).join(' ') === Object.keys(set).toSorted().join(' ') && Object.values(set).every(inOrder);
        expect(inOrder(ordered)).toBe(true);
        expect(equalSets(ordered, setOf(list))).toBe(true);
        expect(sorted(ordered)).toBe(ordered);
      }),
    );
  });
});
