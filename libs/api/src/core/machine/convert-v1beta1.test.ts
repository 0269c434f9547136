import type { UnstructuredObject } from '../../meta/object.ts';
import { through } from '../../testing/conversion.ts';
import { Machine } from './kind.ts';

const old = (spec: object = {}, status: object = {}) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta1',
  kind: 'Machine',
  metadata: { name: 'w-0', namespace: 'team-a' },
  spec: {
    clusterName: 'demo',
    bootstrap: { dataSecretName: 'w-0' },
    infrastructureRef: { apiVersion: 'i.io/v1', kind: 'Infra', name: 'w-0', uid: '1' },
    ...spec,
  },
  status,
});
const hub = (spec: object = {}, status: object = {}) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'Machine',
  metadata: { name: 'w-0', namespace: 'team-a' },
  spec: {
    clusterName: 'demo',
    bootstrap: { dataSecretName: 'w-0' },
    infrastructureRef: { apiGroup: 'i.io', kind: 'Infra', name: 'w-0' },
    ...spec,
  },
  ...(Object.keys(status).length === 0 ? {} : { status }),
});
const up = (object: object) => through(Machine, object, ['v1beta2']);
const down = (object: object) => through(Machine, object, ['v1beta1']);
const edited = (object: UnstructuredObject, status: object) => ({ ...object, status: { ...object.status, ...status } });

describe('Machine of v1beta1 in the hub', () => {
  test.each<[rule: string, spec: object, wanted: object]>([
    ['takes group, kind and name of a reference', {}, {}],
    ['counts whole seconds', { nodeDrainTimeout: '1m0.9s' }, { deletion: { nodeDrainTimeoutSeconds: 60 } }],
    ['counts as far as it can', { nodeDrainTimeout: '2562047h0m0s' }, { deletion: { nodeDrainTimeoutSeconds: 2_147_483_647 } }],
    ['keeps a timeout of zero, which waits for ever', { nodeDrainTimeout: '0s' }, { deletion: { nodeDrainTimeoutSeconds: 0 } }],
    ['drops empty texts', { version: '', providerID: '', failureDomain: '' }, {}],
    [
      'keeps an empty name of a Secret, which says that no data are needed',
      { bootstrap: { dataSecretName: '' } },
      { bootstrap: { dataSecretName: '' } },
    ],
  ])('%s', (_rule, spec, wanted) => expect(up(old(spec))).toEqual(hub(wanted)));

  test('cannot tell an explicit false from none', () => {
    expect(up(old({}, { bootstrapReady: false, infrastructureReady: true })).status).toEqual({
      initialization: { infrastructureProvisioned: true },
    });
  });

  test('has conditions of both forms, each in its place', () => {
    const legacy = { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' };
    const condition = { ...legacy, reason: 'Ready', message: '' };
    expect(up(old({}, { conditions: [legacy], v1beta2: { conditions: [condition] } })).status).toEqual({
      conditions: [condition],
      deprecated: { v1beta1: { conditions: [legacy] } },
    });
  });

  test('refuses an apiVersion that is none', () => {
    const reference = { apiVersion: 'a/b/c', kind: 'Infra', name: 'w-0' };
    expect(() => up(old({ infrastructureRef: reference }))).toThrow('a/b/c is not group/version');
  });

  test('refuses a memory that is no JSON', () => {
    const metadata = { name: 'w-0', annotations: { 'cluster.x-k8s.io/conversion-data': '{' } };
    expect(() => up({ ...old(), metadata })).toThrow('is not JSON');
  });

  test.each([
    [{ spec: 'x' }],
    [{ spec: { bootstrap: [], taints: [null, 'x'], infrastructureRef: 7 } }],
    [{ status: null }],
    [{ metadata: {} }],
  ])('takes %p, as the API server sends objects before it looks at them', (parts) =>
    expect(() => up({ ...old(), ...parts })).not.toThrow(),
  );
});

describe('Machine of the hub in v1beta1', () => {
  test('shows Running while it is updating, and is updating again afterwards', () => {
    const shown = down(hub({}, { phase: 'Updating' }));
    expect(shown.status?.['phase']).toBe('Running');
    expect(up(shown).status?.['phase']).toBe('Updating');
  });

  test('has a phase that a v1beta1 client cannot change', () => {
    expect(up(edited(down(hub({}, { phase: 'Running' })), { phase: 'Failed' })).status?.['phase']).toBe('Running');
    expect(up(edited(down(hub()), { phase: 'Failed' })).status).toBeUndefined();
  });

  test('comes back with an explicit false and with what v1beta1 has no place for', () => {
    const object = hub(
      { minReadySeconds: 0 },
      { failureDomain: 'a', initialization: { bootstrapDataSecretCreated: false, infrastructureProvisioned: true } },
    );
    expect(up(down(object))).toEqual(object);
  });

  test('loses its explicit false once a client says true', () => {
    const shown = down(hub({}, { initialization: { bootstrapDataSecretCreated: false } }));
    expect(up(edited(shown, { bootstrapReady: true })).status).toEqual({ initialization: { bootstrapDataSecretCreated: true } });
  });

  test('refers to its kin in the version of their contract, and in its own namespace', () => {
    expect(down(hub()).spec?.['infrastructureRef']).toEqual({
      apiVersion: 'i.io/v1beta2',
      kind: 'Infra',
      name: 'w-0',
      namespace: 'team-a',
    });
  });
});
