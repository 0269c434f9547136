import { reference } from '../built-in/definitions.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import { applyStrategicMergePatch } from './strategic-merge-patch.ts';

type Fields = Record<string, unknown>;
const schema = compileSchema(reference('core.Pod'));
const aPod = (spec: Fields, metadata: Fields = { name: 'p' }): Fields => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
const containers = [
  { name: 'one', image: 'a', env: [{ name: 'X', value: '1' }], args: ['x'] },
  { name: 'two', image: 'b' },
];

describe('strategic merge patch', () => {
  test.each<{ rule: string; given: Fields; patch: Fields; result: Fields }>([
    {
      rule: 'merges items by their merge key',
      given: { containers },
      patch: {
        containers: [
          { name: 'two', image: 'c' },
          { name: 'three', image: 'd' },
        ],
      },
      result: { containers: [containers[0], { name: 'two', image: 'c' }, { name: 'three', image: 'd' }] },
    },
    {
      rule: 'merges items within items',
      given: { containers },
      patch: { containers: [{ name: 'one', env: [{ name: 'Y', value: '2' }] }] },
      result: {
        containers: [
          {
            ...containers[0],
            env: [
              { name: 'Y', value: '2' },
              { name: 'X', value: '1' },
            ],
          },
          containers[1],
        ],
      },
    },
    {
      rule: 'replaces lists without a merge key',
      given: { containers },
      patch: { containers: [{ name: 'one', args: ['y'] }] },
      result: { containers: [{ ...containers[0], args: ['y'] }, containers[1]] },
    },
    {
      rule: 'deletes an item',
      given: { containers },
      patch: { containers: [{ name: 'one', $patch: 'delete' }] },
      result: { containers: [containers[1]] },
    },
    {
      rule: 'replaces a whole list on demand',
      given: { containers },
      patch: { containers: [{ $patch: 'replace' }, { name: 'new', image: 'x' }] },
      result: { containers: [{ name: 'new', image: 'x' }] },
    },
    {
      rule: 'replaces a whole object on demand',
      given: { nodeSelector: { a: 'b' } },
      patch: { nodeSelector: { $patch: 'replace', c: 'd' } },
      result: { nodeSelector: { c: 'd' } },
    },
    {
      rule: 'keeps only the keys that are retained',
      given: { volumes: [{ name: 'v', emptyDir: {} }] },
      patch: { volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/x' } }] },
      result: { volumes: [{ name: 'v', hostPath: { path: '/x' } }] },
    },
    {
      rule: 'sorts items as it says',
      given: { containers },
      patch: { '$setElementOrder/containers': [{ name: 'two' }, { name: 'one' }] },
      result: { containers: [containers[1], containers[0]] },
    },
    { rule: 'removes what is null', given: { nodeName: 'n', hostname: 'h' }, patch: { nodeName: null }, result: { hostname: 'h' } },
  ])('$rule', ({ given, patch, result }) => {
    expect(applyStrategicMergePatch(aPod(given), { spec: patch }, schema)).toEqual(aPod(result));
  });

  test('adds to and deletes from lists of plain values', () => {
    const patch = { metadata: { finalizers: ['c/c'], '$deleteFromPrimitiveList/finalizers': ['a/a'] } };
    const patched = applyStrategicMergePatch(aPod({}, { name: 'p', finalizers: ['a/a', 'b/b'] }), patch, schema);
    expect(patched['metadata']).toEqual({ name: 'p', finalizers: ['c/c', 'b/b'] });
  });

  test('refuses an item without its merge key', () => {
    expect(() => applyStrategicMergePatch(aPod({ containers }), { spec: { containers: [{ image: 'x' }] } }, schema)).toThrow(
      'declared merge key: name',
    );
  });
});
