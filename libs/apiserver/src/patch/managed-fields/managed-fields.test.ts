import type { ManagedFieldsEntry } from '@capi/api';
import { instant } from '@capi/seams';

import { runNow, type Steps } from '../../background/steps.ts';
import { reference } from '../../built-in/definitions.ts';
import { compileSchema } from '../../schema/compile-schema.ts';
import { apply as applySteps } from './apply.ts';
import type { ApplyRequest, ApplyResult, UpdateRequest } from './managed-fields.ts';
import { updateManagedFields as updateSteps } from './update.ts';

type Fields = Record<string, unknown>;
/** One version only: nothing is converted, nothing is waited for. */
const others = { schemaOf: () => undefined, convert: same };
// oxlint-disable-next-line require-yield -- there is nothing to wait for
function* same(objects: readonly Readonly<Fields>[]): Steps<readonly Readonly<Fields>[]> {
  return objects;
}
const apply = (request: Omit<ApplyRequest, 'others'>): ApplyResult => runNow(applySteps({ ...request, others }));
const updateManagedFields = (request: Omit<UpdateRequest, 'others'>): readonly ManagedFieldsEntry[] =>
  runNow(updateSteps({ ...request, others }));
const time = instant(1_000_000_000_000);
const later = instant(2_000_000_000_000);
const configMap = compileSchema(reference('core.ConfigMap'));
const deployment = compileSchema(reference('apps.Deployment'));

const aMap = (data: Record<string, string>, metadata: Fields = {}): Fields => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'm', namespace: 'default', ...metadata },
  data,
});
const stored = (object: Readonly<Fields>, managedFields: readonly ManagedFieldsEntry[]): Fields => ({
  ...object,
  metadata: { ...(object['metadata'] as Fields), managedFields },
});
const fieldsOf = (entries: readonly ManagedFieldsEntry[], manager: string): unknown =>
  entries.find((entry) => entry.manager === manager)?.fieldsV1;

interface Options {
  readonly live?: Fields;
  readonly manager?: string;
  readonly force?: boolean;
  readonly schema?: typeof configMap;
  readonly apiVersion?: string;
}
const applying = (applied: Fields, options: Options = {}): ApplyResult =>
  apply({ live: options.live, applied, manager: 'me', apiVersion: 'v1', schema: configMap, force: false, time, ...options });
function done(result: ApplyResult): Fields {
  if (result.kind === 'conflict') throw new Error(result.message);
  return stored(result.object, result.managedFields);
}
const entriesIn = (object: Fields): readonly ManagedFieldsEntry[] =>
  (object['metadata'] as Fields)['managedFields'] as ManagedFieldsEntry[];
const created = (object: Fields, manager = 'creator', schema = configMap): Fields =>
  stored(object, updateManagedFields({ before: undefined, after: object, manager, apiVersion: 'v1', schema, time }));

describe('managed fields of an ordinary write', () => {
  test('the creator owns every field, and none that the server sets', () => {
    const entries = entriesIn(created(aMap({ a: '1' }, { labels: { app: 'x' }, uid: 'u', creationTimestamp: 'now' })));
    expect(entries).toEqual([
      {
        manager: 'creator',
        operation: 'Update',
        apiVersion: 'v1',
        time: '2001-09-09T01:46:40Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { '.': {}, 'f:a': {} }, 'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } } },
      },
    ]);
  });

  test('items of a map list are owned by their keys', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'i', args: ['x'] }] } };
    const entries = entriesIn(created(pod, 'creator', compileSchema(reference('core.Pod'))));
    expect(fieldsOf(entries, 'creator')).toEqual({
      'f:spec': { 'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:args': {}, 'f:image': {}, 'f:name': {} } } },
    });
  });

  const before = created(aMap({ a: '1', b: '1' }));
  const written = (after: Fields, manager = 'other', subresource?: string): readonly ManagedFieldsEntry[] =>
    updateManagedFields({
      before,
      after,
      manager,
      apiVersion: 'v1',
      schema: configMap,
      time: later,
      ...(subresource === undefined ? {} : { subresource }),
    });

  test('a changed field moves to the one who changed it', () => {
    const entries = written(stored(aMap({ a: '2', b: '1' }), entriesIn(before)));
    expect(fieldsOf(entries, 'creator')).toEqual({ 'f:data': { '.': {}, 'f:b': {} } });
    expect(fieldsOf(entries, 'other')).toEqual({ 'f:data': { 'f:a': {} } });
  });

  test('a field that is gone has no owner', () => {
    const entries = written(stored(aMap({ a: '1' }), entriesIn(before)));
    expect(entries.map((entry) => entry.manager)).toEqual(['creator']);
    expect(fieldsOf(entries, 'creator')).toEqual({ 'f:data': { '.': {}, 'f:a': {} } });
  });

  test('a write that changes nothing leaves time and entries as they are', () => {
    expect(written(stored(aMap({ a: '1', b: '1' }), entriesIn(before)), 'creator')).toBe(entriesIn(before));
  });

  test('the writer of a subresource has an entry of its own', () => {
    const entries = written(stored(aMap({ a: '2', b: '1' }), entriesIn(before)), 'creator', 'status');
    expect(entries.map(({ manager, subresource }) => [manager, subresource])).toEqual([
      ['creator', undefined],
      ['creator', 'status'],
    ]);
  });

  test('an empty list from the client resets ownership', () => {
    expect(written(stored(aMap({ a: '1', b: '1' }), []))).toEqual([]);
  });

  test('more than ten writers are folded into ancient changes', () => {
    let object = created(aMap({}));
    for (let index = 0; index < 14; index += 1) {
      const after = { ...object, data: { ...(object['data'] as Fields), [`k${index}`]: 'v' } };
      const entries = updateManagedFields({
        before: object,
        after,
        manager: `m${index}`,
        apiVersion: 'v1',
        schema: configMap,
        time: instant(time + index * 1000),
      });
      object = stored(after, entries);
    }
    expect(entriesIn(object)).toHaveLength(10);
    expect(entriesIn(object).map((entry) => entry.manager)).toContain('ancient-changes');
  });
});

describe('server-side apply', () => {
  test('creates what does not exist, and owns leaves and entries of maps', () => {
    const object = done(applying(aMap({ a: '1' })));
    expect(object['data']).toEqual({ a: '1' });
    expect(entriesIn(object)).toEqual([
      {
        manager: 'me',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2001-09-09T01:46:40Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:a': {} } },
      },
    ]);
  });

  test('another value of a field that somebody else owns is a conflict', () => {
    const live = created(aMap({ a: '1' }), 'kubectl-client-side-apply');
    expect(applying(aMap({ a: '2' }), { live })).toEqual({
      kind: 'conflict',
      message: 'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .data.a',
      conflicts: [{ message: 'conflict with "kubectl-client-side-apply" using v1', field: '.data.a' }],
    });
  });

  test('several conflicts are listed by manager', () => {
    const live = created(aMap({ a: '1', b: '1' }));
    expect(applying(aMap({ a: '2', b: '2' }), { live })).toMatchObject({
      message: 'Apply failed with 2 conflicts: conflicts with "creator" using v1:\n- .data.a\n- .data.b',
    });
  });

  test('force takes the field over', () => {
    const object = done(applying(aMap({ a: '2' }), { live: created(aMap({ a: '1', b: '1' })), force: true }));
    expect(object['data']).toEqual({ a: '2', b: '1' });
    expect(fieldsOf(entriesIn(object), 'creator')).toEqual({ 'f:data': { '.': {}, 'f:b': {} } });
  });

  test('the same value is shared without conflict', () => {
    const object = done(applying(aMap({ a: '1' }), { live: created(aMap({ a: '1' })) }));
    expect(entriesIn(object).map((entry) => entry.manager)).toEqual(['me', 'creator']);
  });

  test('takes away what it applied before and applies no more', () => {
    const live = done(applying(aMap({ a: '1', b: '1' })));
    expect(done(applying(aMap({ a: '1' }), { live }))['data']).toEqual({ a: '1' });
  });

  test('leaves what others own as well', () => {
    const mine = done(applying(aMap({ a: '1', b: '1' })));
    const live = done(applying(aMap({ b: '1' }), { live: mine, manager: 'other' }));
    expect(done(applying(aMap({ a: '1' }), { live }))['data']).toEqual({ a: '1', b: '1' });
  });

  test('takes a whole structure away when nobody owns anything in it any more', () => {
    const live = done(applying(aMap({ a: '1' })));
    expect(
      done(applying({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'default' } }, { live })),
    ).not.toHaveProperty('data');
  });

  test('applying the same again changes neither object nor time', () => {
    const live = done(applying(aMap({ a: '1' })));
    expect(
      done(apply({ live, applied: aMap({ a: '1' }), manager: 'me', apiVersion: 'v1', schema: configMap, force: false, time: later })),
    ).toEqual(live);
  });

  const withContainers = (...containers: readonly Fields[]): Fields => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd' },
    spec: { selector: { matchLabels: { a: 'b' } }, template: { spec: { containers } } },
  });
  const onDeployments: Options = { schema: deployment, apiVersion: 'apps/v1' };
  const containersOf = (object: Fields): unknown =>
    ((object['spec'] as Fields)['template'] as { spec: { containers: unknown } }).spec.containers;

  test('merges items of a map list by their keys', () => {
    const first = done(applying(withContainers({ name: 'one', image: 'a' }), onDeployments));
    const second = done(applying(withContainers({ name: 'two', image: 'b' }), { ...onDeployments, live: first, manager: 'other' }));
    expect(containersOf(second)).toEqual([
      { name: 'one', image: 'a' },
      { name: 'two', image: 'b' },
    ]);
    const third = done(applying(withContainers({ name: 'three', image: 'c' }), { ...onDeployments, live: second }));
    expect(containersOf(third)).toEqual([
      { name: 'two', image: 'b' },
      { name: 'three', image: 'c' },
    ]);
  });

  test('an item is taken away with fields that were defaulted into it', () => {
    const first = done(applying(withContainers({ name: 'one', image: 'a' }, { name: 'two', image: 'b' }), onDeployments));
    const defaulted = {
      ...first,
      spec: {
        ...(first['spec'] as Fields),
        template: {
          spec: {
            containers: [
              { name: 'one', image: 'a' },
              { name: 'two', image: 'b', imagePullPolicy: 'Always' },
            ],
          },
        },
      },
    };
    expect(containersOf(done(applying(withContainers({ name: 'one', image: 'a' }), { ...onDeployments, live: defaulted })))).toEqual([
      { name: 'one', image: 'a' },
    ]);
  });

  test('an atomic list is replaced as a whole', () => {
    const first = done(applying(withContainers({ name: 'one', args: ['a', 'b'] }), onDeployments));
    const second = done(applying(withContainers({ name: 'one', args: ['c'] }), { ...onDeployments, live: first }));
    expect(containersOf(second)).toEqual([{ name: 'one', args: ['c'] }]);
  });

  test('items of a set list are owned one by one', () => {
    const withFinalizers = (...finalizers: readonly string[]): Fields => aMap({}, { finalizers });
    const first = done(applying(withFinalizers('a/a'), {}));
    const second = done(applying(withFinalizers('b/b'), { live: first, manager: 'other' }));
    expect((second['metadata'] as Fields)['finalizers']).toEqual(['a/a', 'b/b']);
    const third = done(applying(aMap({}), { live: second }));
    expect((third['metadata'] as Fields)['finalizers']).toEqual(['b/b']);
  });

  test.each<{ stored: string; applied: string; merged: string }>([
    { stored: 'a b c', applied: 'b a', merged: 'b c a' },
    { stored: 'a z', applied: 'a n', merged: 'a z n' },
    { stored: 'a z b', applied: 'n a m b', merged: 'n a z m b' },
    { stored: 'x', applied: 'a', merged: 'x a' },
  ])('the items $applied over the stored items $stored make $merged', ({ stored: before, applied, merged }) => {
    const items = (names: string): Fields => withContainers(...names.split(' ').map((name) => ({ name })));
    const live = done(applying(items(before), { ...onDeployments, manager: 'other' }));
    const names = (containersOf(done(applying(items(applied), { ...onDeployments, live }))) as { name: string }[]).map(({ name }) => name);
    expect(names.join(' ')).toBe(merged);
  });

  test('metadata stays when a manager applies no label any more', () => {
    const live = done(applying(aMap({}, { labels: { a: 'b' } })));
    expect(done(applying(aMap({}), { live }))).toMatchObject({ metadata: { name: 'm' } });
  });

  test('fields that the endpoint does not write are neither set nor owned', () => {
    const result = apply({
      live: undefined,
      applied: { ...withContainers(), status: { replicas: 3 } },
      manager: 'me',
      force: false,
      time,
      schema: deployment,
      apiVersion: 'apps/v1',
      ignores: ['status'],
    });
    expect(done(result)).not.toHaveProperty('status');
  });

  test('kubectl takes over from its own client-side apply', () => {
    const note = JSON.stringify(aMap({ a: '1' }));
    const live = created(
      aMap({ a: '1' }, { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': note } }),
      'kubectl-client-side-apply',
    );
    expect(applying(aMap({ a: '2' }), { live, manager: 'kubectl' }).kind).toBe('applied');
    expect(applying(aMap({ a: '2' }), { live, manager: 'flux' }).kind).toBe('conflict');
  });
});
