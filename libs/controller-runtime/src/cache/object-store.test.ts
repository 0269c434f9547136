import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';
import * as fc from 'fast-check';

import { aWidget, Widget } from '../testing/objects.ts';
import type { CacheScope, Change } from './cache.ts';
import { ObjectStore } from './object-store.ts';
import { deepFreeze, lensOf } from './scope.ts';

const key = (name: string) => ({ namespace: 'team-a', name });
const aStore = (scope: Partial<CacheScope> = {}): ObjectStore =>
  new ObjectStore(lensOf({ resource: Widget as never, ...scope } as CacheScope, undefined), {
    finish: deepFreeze,
    failed: (error) => {
      throw error;
    },
  });
const versionOf = (store: ObjectStore, name: string): string | undefined => store.get(key(name))?.metadata.resourceVersion;

describe('object store', () => {
  test.each<{ rule: string; act: (store: ObjectStore) => void; version: string | undefined }>([
    {
      rule: 'shows an own write before the watch reports it',
      act: (store) => store.put(aWidget('a', { uid: 'u', version: 7 }), 'write'),
      version: '7',
    },
    {
      rule: 'ignores a watch event that is older than an own write',
      act: (store) => {
        store.put(aWidget('a', { uid: 'u', version: 10 }), 'write');
        store.put(aWidget('a', { uid: 'u', version: 9 }), 'watch');
      },
      version: '10',
    },
    {
      rule: 'ignores the answer to a write that came later than a newer watch event',
      act: (store) => {
        store.put(aWidget('a', { uid: 'u', version: 10 }), 'watch');
        store.put(aWidget('a', { uid: 'u', version: 9 }), 'write');
      },
      version: '10',
    },
    {
      rule: 'does not bring back what this process deleted',
      act: (store) => {
        store.put(aWidget('a', { uid: 'u', version: 5 }), 'watch');
        store.remove({ metadata: key('a') }, 'u', undefined);
        store.put(aWidget('a', { uid: 'u', version: 6 }), 'watch');
      },
      version: undefined,
    },
    {
      rule: 'does not bring back, by the answer to a create, what the watch saw deleted',
      act: (store) => {
        store.remove(aWidget('a'), 'u', '6');
        store.put(aWidget('a', { uid: 'u', version: 5 }), 'write');
      },
      version: undefined,
    },
    {
      rule: 'takes an object made anew under the name of a deleted one',
      act: (store) => {
        store.put(aWidget('a', { uid: 'u', version: 5 }), 'watch');
        store.remove({ metadata: key('a') }, 'u', undefined);
        store.put(aWidget('a', { uid: 'other', version: 8 }), 'write');
        store.remove(aWidget('a'), 'u', '7');
      },
      version: '8',
    },
    {
      rule: 'keeps an own write that is newer than a list that lacks it',
      act: (store) => {
        store.put(aWidget('a', { uid: 'u', version: 12 }), 'write');
        store.replace([], '11', true);
      },
      version: '12',
    },
    {
      rule: 'drops what a newer list lacks',
      act: (store) => {
        store.put(aWidget('a', { uid: 'u', version: 12 }), 'watch');
        store.replace([], '13', true);
      },
      version: undefined,
    },
    {
      rule: 'believes the list alone when the server went back in time',
      act: (store) => {
        store.put(aWidget('a', { uid: 'u', version: 50 }), 'watch');
        store.replace([aWidget('a', { uid: 'u', version: 20 })], '30', true);
      },
      version: '20',
    },
  ])('$rule', ({ act, version }) => {
    const store = aStore();
    act(store);
    expect(versionOf(store, 'a')).toBe(version);
  });

  test('tells an object made anew as one that is gone and one that is new', () => {
    const store = aStore();
    const changes: Change[] = [];
    store.put(aWidget('a', { uid: 'u', version: 5 }), 'watch');
    store.listen((change) => changes.push(change));
    store.put(aWidget('a', { uid: 'other', version: 8 }), 'watch');
    expect(changes.map(({ before, after, replay }) => [before?.metadata.uid, after?.metadata.uid, replay])).toEqual([
      [undefined, 'u', true],
      ['u', undefined, false],
      [undefined, 'other', false],
    ]);
  });

  test('lets go of an object that no longer matches the selector, and takes it back when it does', () => {
    const store = aStore({ labelSelector: 'tier=web' });
    store.put(aWidget('a', { uid: 'u', version: 1, labels: { tier: 'web' } }), 'watch');
    store.put(aWidget('a', { uid: 'u', version: 2, labels: { tier: 'db' } }), 'write');
    expect(store.get(key('a'))).toBeUndefined();
    store.put(aWidget('a', { uid: 'u', version: 1, labels: { tier: 'web' } }), 'watch');
    expect(store.get(key('a'))).toBeUndefined();
    store.put(aWidget('a', { uid: 'u', version: 3, labels: { tier: 'web' } }), 'watch');
    expect(versionOf(store, 'a')).toBe('3');
  });

  test('keeps metadata only when asked to, of own writes too', () => {
    const store = aStore({ metadataOnly: true });
    store.put({ ...aWidget('a', { uid: 'u', version: 1 }), spec: { big: true } } as KubernetesObject, 'write');
    expect(store.get(key('a'))).toEqual(aWidget('a', { uid: 'u', version: 1 }));
  });

  test('holds objects that cannot be changed', () => {
    const store = aStore();
    store.put(aWidget('a', { uid: 'u', version: 1, labels: { a: 'b' } }), 'watch');
    const labels = store.get(key('a'))?.metadata.labels as Record<string, string>;
    expect(() => (labels['a'] = 'c')).toThrow(TypeError);
  });

  describe('list', () => {
    const store = aStore();
    store.addIndexes({ size: ((object: { spec?: { size?: string } }) => [object.spec?.size ?? '']) as never });
    const add = (namespace: string, name: string, labels: Record<string, string>, size = 's'): void => {
      const widget = aWidget(name, { uid: `${namespace}/${name}`, version: 1, labels });
      store.put({ ...widget, metadata: { ...widget.metadata, namespace }, spec: { size } } as KubernetesObject, 'watch');
    };
    add('b', 'one', { cluster: 'x', tier: 'web' });
    add('a', 'two', { cluster: 'x' }, 'l');
    add('a', 'one', { cluster: 'y', tier: 'web' });
    add('c', 'one', {});

    test.each([
      { rule: 'is sorted by namespace and name', selection: {}, names: ['a/one', 'a/two', 'b/one', 'c/one'] },
      { rule: 'selects by namespace', selection: { namespace: 'a' }, names: ['a/one', 'a/two'] },
      { rule: 'selects by label', selection: { labels: { cluster: 'x' } }, names: ['a/two', 'b/one'] },
      { rule: 'selects by label and namespace', selection: { namespace: 'a', labels: { cluster: 'x' } }, names: ['a/two'] },
      { rule: 'selects by presence of a label', selection: { labels: { tier: undefined } }, names: ['a/one', 'b/one'] },
      { rule: 'selects by several labels', selection: { labels: { cluster: 'x', tier: 'web' } }, names: ['b/one'] },
      { rule: 'selects by index', selection: { index: { name: 'size', value: 'l' } }, names: ['a/two'] },
      {
        rule: 'selects by index, label and namespace',
        selection: { namespace: 'a', index: { name: 'size', value: 's' }, labels: { cluster: 'y' } },
        names: ['a/one'],
      },
      { rule: 'is empty for a value that nothing has', selection: { labels: { cluster: 'z' } }, names: [] },
    ])('$rule', ({ selection, names }) => {
      const found = store.list(selection as never).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
      expect(found).toEqual(names);
    });

    test('refuses an index that nobody declared', () => {
      expect(() => store.list({ index: { name: 'colour', value: 'red' } })).toThrow('no index colour');
    });
  });

  type Step = { readonly put?: KubernetesObject; readonly gone?: KubernetesObject };
  /** The life of some objects as the server knows it: each step at a version of its own, a deleted name may come again. */
  const history = fc
    .array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom('put', 'put', 'gone') }), { maxLength: 25 })
    .map((steps) => {
      const living = new Map<string, string>();
      return steps.flatMap(({ name, kind }, index): Step[] => {
        const version = index + 1;
        const uid = living.get(name) ?? `${name}-${version}`;
        if (kind === 'put') {
          living.set(name, uid);
          return [{ put: aWidget(name, { uid, version, labels: { v: String(version % 3) } }) }];
        }
        if (!living.delete(name)) return [];
        return [{ gone: aWidget(name, { uid, version }) }];
      });
    });
  const apply = (store: ObjectStore, { put, gone }: Step, origin: 'watch' | 'write'): void => {
    if (put !== undefined) store.put(put, origin);
    if (gone !== undefined) store.remove(gone, gone.metadata.uid, gone.metadata.resourceVersion);
  };
  const contents = (store: ObjectStore): readonly DeepReadonly<KubernetesObject>[] => store.list({});

  test('is the same in whatever order and however often news arrive', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (steps, chance) => {
        const inOrder = aStore();
        for (const step of steps) apply(inOrder, step, 'watch');
        const draw = (bound: number): number => (chance.next().value as number) % bound;
        const shuffled = [...steps, ...steps.filter(() => draw(3) === 0)]
          .map((step) => ({ step, at: draw(1000) }))
          .toSorted((a, b) => a.at - b.at);
        const anyOrder = aStore();
        for (const { step } of shuffled) apply(anyOrder, step, draw(2) === 0 ? 'watch' : 'write');
        expect(contents(anyOrder)).toEqual(contents(inOrder));
      }),
    );
  });

  test('finds by label what a look at every object finds, and tells listeners all that happened', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const store = aStore();
        store.list({ labels: { v: '0' } });
        const heard = new Map<string, DeepReadonly<KubernetesObject>>();
        store.listen(({ before, after }) => {
          if (before !== undefined) heard.delete(before.metadata.name);
          if (after !== undefined) heard.set(after.metadata.name, after);
        });
        for (const step of steps) apply(store, step, 'watch');
        const plain = contents(store).filter(({ metadata }) => metadata.labels?.['v'] === '1');
        expect(store.list({ labels: { v: '1' } })).toEqual(plain);
        expect([...heard.values()].toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))).toEqual(contents(store));
      }),
    );
  });
});
