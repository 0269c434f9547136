import { instant, milliseconds, printInstant, seconds } from '@capi/seams';

import { builtInResources } from '../built-in/built-in-resources.ts';
import type { PrinterColumn, ServedResource } from '../served-resource.ts';
import { printAge } from './age.ts';
import { findAll } from './json-path.ts';
import { tableOf } from './table-of.ts';

type Fields = Record<string, unknown>;
const now = instant(1_800_000_000_000);
const ago = (count: number): string => printInstant(instant(now - count * 1000));

describe('age', () => {
  test.each<[number, string]>([
    [-5, '<invalid>'],
    [-1, '0s'],
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [312, '5m12s'],
    [600, '10m'],
    [10_800, '3h'],
    [12_000, '3h20m'],
    [28_800, '8h'],
    [172_800, '2d'],
    [180_000, '2d2h'],
    [691_200, '8d'],
    [63_072_000, '2y'],
    [65_664_000, '2y30d'],
    [283_824_000, '9y'],
  ])('of %d seconds is %s', (count, text) => expect(printAge(seconds(count))).toBe(text));

  test('cuts parts of seconds off', () => expect(printAge(milliseconds(1999))).toBe('1s'));
});

describe('JSON path', () => {
  const object = {
    metadata: { annotations: { 'a.b/c': 'x' } },
    items: [
      { name: 'one', n: 1 },
      { name: 'two', n: 2 },
    ],
    status: {
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'Paused', status: 'False' },
      ],
    },
  };
  test.each<[string, readonly unknown[]]>([
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    [".status.conditions[?(@.type=='Paused')].status", ['False']],
    ['.status.conditions[?(@.type!="Ready")].status', ['False']],
    ['.items[*].name', ['one', 'two']],
    ['.items[0].n', [1]],
    ['.items[-1].n', [2]],
    ['.metadata.annotations.a\\.b/c', ['x']],
    [".metadata.annotations['a.b/c']", ['x']],
    ['{.items[1].name}', ['two']],
    ['.nothing.here', []],
    ['.items[?(@.n==2)].name', ['two']],
    ['.items[', []],
  ])('%s finds %j', (path, values) => expect(findAll(object, path)).toEqual(values));
});

const custom = (columns: readonly PrinterColumn[]): ServedResource => ({
  ...(builtInResources[0] as ServedResource),
  group: 'test',
  kind: 'Thing',
  plural: 'things',
  custom: true,
  columns,
});
const cellsOf = (resource: ServedResource, object: Fields): unknown => {
  const { rows } = tableOf(resource, [object], { now, includeObject: 'None' }) as { rows: readonly { cells: unknown }[] };
  return rows[0]?.cells;
};

describe('table of a custom kind', () => {
  const thing = {
    metadata: { name: 'x', creationTimestamp: ago(90) },
    spec: { replicas: 3, text: 'a', paused: true, list: [1, 2] },
    status: { since: ago(3600) },
  };
  test.each<{ rule: string; type: string; jsonPath: string; cell: unknown }>([
    { rule: 'shows texts', type: 'string', jsonPath: '.spec.text', cell: 'a' },
    { rule: 'shows numbers in text columns', type: 'string', jsonPath: '.spec.replicas', cell: '3' },
    { rule: 'shows lists as JSON', type: 'string', jsonPath: '.spec.list', cell: '[1,2]' },
    { rule: 'shows integers', type: 'integer', jsonPath: '.spec.replicas', cell: 3 },
    { rule: 'shows nothing for a value of another type', type: 'integer', jsonPath: '.spec.text', cell: null },
    { rule: 'shows flags', type: 'boolean', jsonPath: '.spec.paused', cell: true },
    { rule: 'shows times as ages', type: 'date', jsonPath: '.status.since', cell: '60m' },
    { rule: 'shows nothing for what is absent', type: 'date', jsonPath: '.status.never', cell: null },
  ])('$rule', ({ type, jsonPath, cell }) => {
    expect(cellsOf(custom([{ name: 'Column', type, jsonPath }]), thing)).toEqual(['x', cell]);
  });

  test('shows the age when the CRD declares no columns', () => expect(cellsOf(custom([]), thing)).toEqual(['x', '90s']));

  test('carries what the client asked for beside the cells', () => {
    const row = (includeObject: 'None' | 'Metadata' | 'Object'): unknown =>
      (tableOf(custom([]), [thing], { now, includeObject }) as { rows: readonly { object?: unknown }[] }).rows[0]?.object;
    expect(row('None')).toBeUndefined();
    expect(row('Metadata')).toEqual({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: thing.metadata });
    expect(row('Object')).toBe(thing);
  });
});

describe('table of a built-in kind', () => {
  const kind = (plural: string): ServedResource => builtInResources.find((resource) => resource.plural === plural) as ServedResource;
  const metadata = { name: 'x', creationTimestamp: ago(300) };
  const running = { name: 'c', ready: true, restartCount: 0, state: { running: {} } };
  test.each<{ rule: string; plural: string; object: Fields; cells: readonly unknown[] }>([
    {
      rule: 'shows a running pod',
      plural: 'pods',
      object: {
        metadata,
        spec: { containers: [{}], nodeName: 'n' },
        status: { phase: 'Running', podIP: '10.0.0.1', containerStatuses: [running] },
      },
      cells: ['x', '1/1', 'Running', '0', '5m', '10.0.0.1', 'n', '<none>', '<none>'],
    },
    {
      rule: 'shows why a pod does not run',
      plural: 'pods',
      object: {
        metadata,
        spec: { containers: [{}] },
        status: {
          phase: 'Running',
          containerStatuses: [{ ...running, ready: false, restartCount: 2, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
        },
      },
      cells: ['x', '0/1', 'CrashLoopBackOff', '2', '5m', '<none>', '<none>', '<none>', '<none>'],
    },
    {
      rule: 'shows that a pod is going',
      plural: 'pods',
      object: {
        metadata: { ...metadata, deletionTimestamp: ago(1) },
        spec: { containers: [{}] },
        status: { phase: 'Running', containerStatuses: [running] },
      },
      cells: ['x', '1/1', 'Terminating', '0', '5m', '<none>', '<none>', '<none>', '<none>'],
    },
    {
      rule: 'shows a node with its roles',
      plural: 'nodes',
      object: {
        metadata: { ...metadata, labels: { 'node-role.kubernetes.io/control-plane': '' } },
        spec: { unschedulable: true },
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          addresses: [{ type: 'InternalIP', address: '10.0.0.1' }],
          nodeInfo: {
            kubeletVersion: 'v1.34.0',
            osImage: 'Linux',
            kernelVersion: '6.1',
            containerRuntimeVersion: 'containerd://2',
            architecture: 'amd64',
          },
        },
      },
      cells: [
        'x',
        'Ready,SchedulingDisabled',
        'control-plane',
        '5m',
        'v1.34.0',
        '10.0.0.1',
        '<none>',
        'Linux',
        '6.1 (amd64)',
        'containerd://2',
      ],
    },
    {
      rule: 'counts the keys of a secret',
      plural: 'secrets',
      object: { metadata, type: 'Opaque', data: { a: '', b: '' } },
      cells: ['x', 'Opaque', 2, '5m'],
    },
    {
      rule: 'shows how far a deployment is',
      plural: 'deployments',
      object: {
        metadata,
        spec: { replicas: 3, selector: { matchLabels: { a: 'b' } }, template: { spec: { containers: [{ name: 'c', image: 'i' }] } } },
        status: { readyReplicas: 2, updatedReplicas: 3 },
      },
      cells: ['x', '2/3', 3, 0, '5m', 'c', 'i', 'a=b'],
    },
    {
      rule: 'shows an event with what it is about',
      plural: 'events',
      object: {
        metadata,
        involvedObject: { kind: 'Machine', name: 'm' },
        type: 'Normal',
        reason: 'Made',
        message: 'done',
        lastTimestamp: ago(10),
        firstTimestamp: ago(60),
        count: 4,
        source: { component: 'me' },
      },
      cells: ['10s', 'Normal', 'Made', 'machine/m', '', 'me', 'done', '60s', 4, 'x'],
    },
    { rule: 'shows when other kinds were made', plural: 'roles', object: { metadata }, cells: ['x', ago(300)] },
  ])('$rule', ({ plural, object, cells }) => expect(cellsOf(kind(plural), object)).toEqual(cells));
});
