import type { Cluster, ClusterClass } from '@capi/api';
import { transient, type DeepReadonly } from '@capi/seams';
import type { RunningVersions } from '@capi/topology';

import type { CorePorts } from '../ports.ts';
import { aWrite, found, gatesOff } from '../testing.ts';
import { defaultClusterOnWrite } from './default.ts';
import { validateTopology } from './validate-topology.ts';

const signal = new AbortController().signal;
const template = (kind: string) => ({ templateRef: { apiVersion: 'x.io/v1', kind, name: 't' } });
const spec = { infrastructure: template('ATemplate'), controlPlane: template('BTemplate') };
const definition = (name: string, schema: object) => ({
  name,
  definitions: [{ from: 'inline', required: false, schema: { openAPIV3Schema: schema } }],
});
const aClass = (more: object = {}, observedGeneration = 1) => ({
  metadata: { name: 'base', namespace: 'team', generation: 1 },
  spec: { ...spec, ...more },
  status: {
    observedGeneration,
    conditions: [{ type: 'VariablesReady', status: 'True' }],
    variables: [definition('size', { type: 'integer', default: 3, maximum: 9 })],
  },
});
const done: RunningVersions = { controlPlane: { name: 'cp', version: 'v1.34.0', seen: ['v1.34.0'] }, workers: [] };

const portsOf = (classes: Readonly<Record<string, object>>, running = done): CorePorts => {
  const find: CorePorts['findClusterClass'] = ({ namespace, name }) =>
    Promise.resolve(classes[`${namespace ?? ''}/${name}`] as DeepReadonly<ClusterClass> | undefined);
  return {
    findClusterClass: find,
    awaitClusterClass: find,
    observeVersions: () => Promise.resolve(running),
  } as Partial<CorePorts> as CorePorts;
};
const base = { 'team/base': aClass() };
const failing = {
  awaitClusterClass: () => Promise.reject(transient({ action: 'read clusterclasses', why: 'connection refused' })),
} as unknown as CorePorts;

const cluster = (topology: object, annotations: object = {}) => ({
  metadata: { name: 'demo', namespace: 'team', annotations },
  spec: { topology: { classRef: { name: 'base' }, version: 'v1.34.0', ...topology } },
});
const validate = (object: object, more: object, ports: CorePorts) => validateTopology(aWrite<Cluster>(object, more), ports, signal);

describe('a Cluster with a topology', () => {
  const upgrade = { version: 'v1.35.0' };
  const unsafeVersion = { 'unsafe.topology.cluster.x-k8s.io/disable-update-version-check': '' };
  const unsafeClass = { 'unsafe.topology.cluster.x-k8s.io/disable-update-class-name-check': '' };
  const pending = { 'runtime.cluster.x-k8s.io/pending-hooks': 'AfterClusterUpgrade' };
  const other = { ...base, 'team/other': aClass({ infrastructure: template('CTemplate') }), 'elsewhere/base': aClass() };
  test.each<{ rule: string; object: object; more?: object; ports?: CorePorts; says?: readonly string[]; warnings?: number }>([
    { rule: 'may be valid', object: cluster({}) },
    { rule: 'is not there while topologies are switched off', object: cluster({}), more: gatesOff, says: ['Forbidden spec.topology'] },
    { rule: 'names a class', object: cluster({ classRef: {} }), says: ['Required spec.topology.class'] },
    { rule: 'may wait for its class', object: cluster({}), ports: portsOf({}), warnings: 1 },
    { rule: 'may wait until its class is ready', object: cluster({}), ports: portsOf({ 'team/base': aClass({}, 0) }), warnings: 1 },
    {
      rule: 'may have a class of another namespace',
      object: cluster({ classRef: { name: 'base', namespace: 'elsewhere' } }),
      ports: portsOf(other),
    },
    {
      rule: 'cannot be judged while its class cannot be read',
      object: cluster({}),
      ports: failing,
      says: ['InternalError spec.topology.class'],
    },
    {
      rule: 'has workers of the class',
      object: cluster({ workers: { machinePools: [{ name: 'a', class: 'b' }] } }),
      says: ['Invalid spec.topology.workers.machinePools[0].class'],
    },
    {
      rule: 'is not changed without its class',
      object: cluster({}),
      more: { before: cluster({}) },
      ports: portsOf({}),
      says: ['InternalError spec.topology.class'],
      warnings: 1,
    },
    { rule: 'was made as one', object: cluster({}), more: { before: { spec: {} } }, says: ['Forbidden spec.topology.class'] },
    { rule: 'may become one at own risk', object: cluster({}, unsafeClass), more: { before: { spec: {} } } },
    { rule: 'may be upgraded', object: cluster(upgrade), more: { before: cluster({}) } },
    {
      rule: 'is not upgraded while the last upgrade is under way',
      object: cluster(upgrade),
      more: { before: cluster({}) },
      ports: portsOf(base, { problem: 'is being provisioned', workers: [] }),
      says: ['Invalid spec.topology.version'],
    },
    {
      rule: 'is not upgraded while hooks of the last upgrade are to run',
      object: cluster(upgrade, pending),
      more: { before: cluster({}) },
      says: ['Invalid spec.topology.version'],
    },
    {
      rule: 'may be upgraded at own risk, of which it is warned',
      object: cluster({ version: 'v1.40.0' }, unsafeVersion),
      more: { before: cluster({}) },
      warnings: 1,
    },
    {
      rule: 'may be changed to a class that makes the same',
      object: cluster({ classRef: { name: 'base', namespace: 'elsewhere' } }),
      more: { before: cluster({}) },
      ports: portsOf(other),
    },
    {
      rule: 'is not changed to a class that makes something else',
      object: cluster({ classRef: { name: 'other' } }),
      more: { before: cluster({}) },
      ports: portsOf(other),
      says: ['Forbidden spec.infrastructure.templateRef.kind'],
    },
    {
      rule: 'is not changed to another class when nobody knows the old one',
      object: cluster({}),
      more: { before: cluster({ classRef: { name: 'gone' } }) },
      says: ['Forbidden spec.topology.class'],
    },
    { rule: 'may be deleted as it is', object: cluster({ classRef: {} }), more: { operation: 'DELETE' } },
  ])('$rule', async ({ object, more = {}, ports = portsOf(base), says = [], warnings = 0 }) => {
    const ruling = await validate(object, more, ports);
    expect(found(ruling)).toEqual(says);
    expect(ruling.warnings ?? []).toHaveLength(warnings);
  });
});

describe('defaults of a Cluster', () => {
  const run = (object: object, ports: CorePorts, before?: object) =>
    defaultClusterOnWrite(aWrite<Cluster>(object, before === undefined ? {} : { before }), ports, signal);

  test('are none without a topology', async () => {
    const { object } = await run({ spec: {} }, failing);
    expect(object.spec).toEqual({});
  });

  test('are the v of the version, and variables that the class knows', async () => {
    const { object } = await run(cluster({ version: '1.34.0' }), portsOf(base));
    expect(object.spec.topology).toEqual({ classRef: { name: 'base' }, version: 'v1.34.0', variables: [{ name: 'size', value: 3 }] });
  });

  test('wait for a class that is not ready', async () => {
    const { object } = await run(cluster({ version: '1.34.0' }), portsOf({ 'team/base': aClass({}, 0) }));
    expect(object.spec.topology).toEqual({ classRef: { name: 'base' }, version: 'v1.34.0' });
  });

  test('are not filled in beside values that are wrong', async () => {
    const { findings } = await run(cluster({ variables: [{ name: 'size', value: 10 }] }), portsOf(base));
    expect(findings?.map(({ path }) => path)).toEqual(['spec.topology.variables[size].value']);
  });

  test('need the name of a class', async () => {
    const { findings } = await run(cluster({ classRef: {} }), portsOf(base));
    expect(findings?.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['Required spec.topology.classRef.name']);
  });

  test('fail when the class cannot be read', async () => {
    const { denial } = await run(cluster({}), failing);
    expect(denial?.status).toBe(500);
  });
});
