import { applyJsonPatch } from './json-patch.ts';
import { applyMergePatch } from './merge-patch.ts';

const object = { a: { b: [1, 2, 3] }, 'x/y': 'z' };

describe('JSON patch', () => {
  test.each<{ rule: string; operations: readonly object[]; result: unknown }>([
    { rule: 'adds a field', operations: [{ op: 'add', path: '/a/c', value: 1 }], result: { a: { b: [1, 2, 3], c: 1 }, 'x/y': 'z' } },
    {
      rule: 'inserts before an index',
      operations: [{ op: 'add', path: '/a/b/1', value: 9 }],
      result: { a: { b: [1, 9, 2, 3] }, 'x/y': 'z' },
    },
    { rule: 'appends with a dash', operations: [{ op: 'add', path: '/a/b/-', value: 9 }], result: { a: { b: [1, 2, 3, 9] }, 'x/y': 'z' } },
    { rule: 'replaces an item', operations: [{ op: 'replace', path: '/a/b/0', value: 9 }], result: { a: { b: [9, 2, 3] }, 'x/y': 'z' } },
    { rule: 'removes a field by its escaped name', operations: [{ op: 'remove', path: '/x~1y' }], result: { a: { b: [1, 2, 3] } } },
    { rule: 'moves', operations: [{ op: 'move', from: '/x~1y', path: '/a/c' }], result: { a: { b: [1, 2, 3], c: 'z' } } },
    { rule: 'copies', operations: [{ op: 'copy', from: '/a/b/0', path: '/c' }], result: { ...object, c: 1 } },
    { rule: 'goes on after a test that holds', operations: [{ op: 'test', path: '/a/b', value: [1, 2, 3] }], result: object },
  ])('$rule', ({ operations, result }) => expect(applyJsonPatch(object, operations)).toEqual(result));

  test.each<{ rule: string; operations: unknown; code: number }>([
    { rule: 'refuses what is no list', operations: {}, code: 400 },
    { rule: 'refuses an unknown operation', operations: [{ op: 'swap', path: '/a' }], code: 400 },
    { rule: 'refuses to remove what is not there', operations: [{ op: 'remove', path: '/nothing' }], code: 422 },
    { rule: 'refuses an index beyond the list', operations: [{ op: 'add', path: '/a/b/7', value: 1 }], code: 422 },
    { rule: 'refuses to go on after a test that fails', operations: [{ op: 'test', path: '/x~1y', value: 'q' }], code: 422 },
    { rule: 'refuses a parent that does not exist', operations: [{ op: 'add', path: '/q/r', value: 1 }], code: 422 },
  ])('$rule', ({ operations, code }) => expect(() => applyJsonPatch(object, operations)).toThrow(expect.objectContaining({ code })));
});

describe('merge patch', () => {
  test.each<{ rule: string; patch: unknown; result: unknown }>([
    { rule: 'merges objects', patch: { a: { c: 1 } }, result: { a: { b: [1, 2, 3], c: 1 }, 'x/y': 'z' } },
    { rule: 'removes what is null', patch: { 'x/y': null }, result: { a: { b: [1, 2, 3] } } },
    { rule: 'replaces lists', patch: { a: { b: [4] } }, result: { a: { b: [4] }, 'x/y': 'z' } },
    { rule: 'does not store nulls of new objects', patch: { n: { m: null } }, result: { ...object, n: {} } },
  ])('$rule', ({ patch, result }) => expect(applyMergePatch(object, patch)).toEqual(result));
});
