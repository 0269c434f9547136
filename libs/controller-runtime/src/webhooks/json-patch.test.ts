import fc from 'fast-check';

import { jsonPatch, type PatchOperation } from './json-patch.ts';

/** What an API server makes of a patch, as far as this one goes. */
function apply(document: unknown, operations: readonly PatchOperation[]): unknown {
  const root = { document: structuredClone(document) } as Record<string, unknown>;
  for (const { op, path, value } of operations) {
    const names = ['document', ...path.split('/').slice(1)].map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = names.pop() ?? '';
    let parent: unknown = root;
    for (const name of names) parent = (parent as Record<string, unknown>)[name];
    if (Array.isArray(parent)) {
      if (op === 'remove') parent.splice(Number(last), 1);
      else parent.splice(last === '-' ? parent.length : Number(last), op === 'replace' ? 1 : 0, value);
    } else if (op === 'remove') delete (parent as Record<string, unknown>)[last];
    else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  }
  return root['document'];
}

describe('JSON patch', () => {
  test.each<{ rule: string; before: unknown; after: unknown; patch: readonly PatchOperation[] }>([
    { rule: 'is empty for equal values', before: { a: [1, { b: null }] }, after: { a: [1, { b: null }] }, patch: [] },
    {
      rule: 'adds, replaces and removes single fields',
      before: { spec: { a: 1, b: 2 } },
      after: { spec: { b: 3, 'x/y~z': true } },
      patch: [
        { op: 'remove', path: '/spec/a' },
        { op: 'replace', path: '/spec/b', value: 3 },
        { op: 'add', path: '/spec/x~1y~0z', value: true },
      ],
    },
    {
      rule: 'takes undefined for absent',
      before: { a: 1, b: undefined },
      after: { a: undefined, b: 2 },
      patch: [
        { op: 'remove', path: '/a' },
        { op: 'add', path: '/b', value: 2 },
      ],
    },
    {
      rule: 'goes into lists',
      before: [{ name: 'a' }, 1],
      after: [{ name: 'a', set: false }],
      patch: [
        { op: 'add', path: '/0/set', value: false },
        { op: 'remove', path: '/1' },
      ],
    },
  ])('$rule', ({ before, after, patch }) => expect(jsonPatch(before, after)).toEqual(patch));

  test('leads from any value to any other', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(fc.property(json, json, (before, after) => expect(apply(before, jsonPatch(before, after))).toEqual(after)));
  });
});
