import { forbidden, invalid, kindWebhooks, required, type Ruling } from '@capi/admission';
import { KubeadmControlPlane, Machine } from '@capi/api';
import { terminal } from '@capi/seams';

import { admissionRoutes } from './answer-admission.ts';
import type { AdmissionRequest, AdmissionResponse } from './review.ts';

const apiVersion = 'cluster.x-k8s.io/v1beta2';
const machine = (spec: unknown, metadata: object = { name: 'm1' }) => ({ apiVersion, kind: 'Machine', metadata, spec });
const defaulting = '/mutate-cluster-x-k8s-io-v1beta2-machine';
const validating = '/validate-cluster-x-k8s-io-v1beta2-machine';
const scale = '/validate-scale-controlplane-cluster-x-k8s-io-v1beta2-kubeadmcontrolplane';

/** Errors that nobody foresaw. */
let bugs: unknown[] = [];
beforeEach(() => {
  bugs = [];
});

async function ask(path: string, request: Partial<AdmissionRequest>, ruling: () => Ruling = () => ({ findings: [] })) {
  const routes = admissionRoutes(
    [
      kindWebhooks({
        kind: Machine,
        defaulting: {
          operations: ['CREATE', 'UPDATE'],
          run: ({ object }) =>
            object.spec?.clusterName === 'done' ? { object } : { object: { ...object, spec: { ...object.spec, clusterName: 'done' } } },
        },
        validating: { operations: ['CREATE', 'UPDATE'], run: ruling },
      }),
      kindWebhooks({
        kind: KubeadmControlPlane,
        validatingScale: { run: ({ replicas }) => ({ findings: [required('a', `${replicas}`)] }) },
      }),
    ],
    { ports: {}, gates: { enabled: () => false }, failed: (error) => bugs.push(error) },
  );
  const whole: AdmissionRequest = { uid: 'u1', kind: {}, operation: 'CREATE', ...request };
  const response = await routes.get(path)?.(whole, new AbortController().signal);
  expect(response?.uid).toBe('u1');
  return response as AdmissionResponse;
}
const patchOf = ({ patch = '' }: AdmissionResponse): unknown => JSON.parse(Buffer.from(patch, 'base64').toString('utf8'));

describe('admission', () => {
  test('answers a change as a JSON patch', async () => {
    const response = await ask(defaulting, { object: machine({ version: null }) });
    expect(response).toMatchObject({ allowed: true, patchType: 'JSONPatch' });
    expect(patchOf(response)).toEqual([{ op: 'add', path: '/spec/clusterName', value: 'done' }]);
  });

  test('answers no patch when there is nothing to change', async () => {
    expect(await ask(defaulting, { object: machine({ clusterName: 'done' }) })).toEqual({
      uid: 'u1',
      allowed: true,
      status: { code: 200 },
    });
  });

  test('tells every finding at once, as Kubernetes words it', async () => {
    const found = [
      invalid('spec.version', '1.2', 'must start with v'),
      required('spec.bootstrap', ''),
      forbidden('spec.x', 'is immutable'),
    ];
    const { allowed, status } = await ask(validating, { object: machine({}) }, () => ({ findings: found, warnings: ['mind'] }));
    expect(allowed).toBe(false);
    expect(status).toEqual({
      status: 'Failure',
      code: 422,
      reason: 'Invalid',
      message:
        'Machine.cluster.x-k8s.io "m1" is invalid: [spec.version: Invalid value: "1.2": must start with v, ' +
        'spec.bootstrap: Required value, spec.x: Forbidden: is immutable]',
      details: {
        group: 'cluster.x-k8s.io',
        kind: 'Machine',
        name: 'm1',
        causes: [
          { reason: 'FieldValueInvalid', field: 'spec.version', message: 'Invalid value: "1.2": must start with v' },
          { reason: 'FieldValueRequired', field: 'spec.bootstrap', message: 'Required value' },
          { reason: 'FieldValueForbidden', field: 'spec.x', message: 'Forbidden: is immutable' },
        ],
      },
    });
  });

  test('passes warnings on, whatever the answer', async () => {
    expect(await ask(validating, { object: machine({}) }, () => ({ findings: [], warnings: ['mind'] }))).toMatchObject({
      allowed: true,
      warnings: ['mind'],
    });
  });

  test.each<{ rule: string; path: string; request: Partial<AdmissionRequest>; code: number; message: string }>([
    {
      rule: 'refuses what cannot be read',
      path: validating,
      request: { object: machine('text') },
      code: 400,
      message: 'cannot read the Machine of cluster.x-k8s.io/v1beta2: spec must be an object',
    },
    {
      rule: 'refuses another kind',
      path: validating,
      request: { object: { apiVersion: 'v1', kind: 'Pod', metadata: {} } },
      code: 400,
      message: 'wanted a Machine of cluster.x-k8s.io/v1beta2, got Pod of v1',
    },
    {
      rule: 'quotes a kind that cannot be made a text',
      path: validating,
      request: { object: { kind: { toString: null } } as unknown as AdmissionRequest['object'] },
      code: 400,
      message: 'got {"toString":null} of nothing',
    },
    { rule: 'refuses a review without object', path: validating, request: {}, code: 400, message: 'the review holds no Machine' },
    {
      rule: 'refuses an object as it was that cannot be read',
      path: validating,
      request: { operation: 'UPDATE', object: machine({}), oldObject: machine([]) },
      code: 400,
      message: 'the object as it was: cannot read',
    },
    { rule: 'refuses a scale that is none', path: scale, request: { object: machine({}) }, code: 400, message: 'wanted a Scale' },
    {
      rule: 'hands replicas to the rules of the scale',
      path: scale,
      request: { object: { apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 4 } } },
      code: 422,
      message: 'Required value: 4',
    },
  ])('$rule', async ({ path, request, code, message }) => {
    const response = await ask(path, request);
    expect(response).toMatchObject({ allowed: false, status: { code } });
    expect(response.status.message).toContain(message);
  });

  test('defaults an object whose former self cannot be read', async () => {
    expect(await ask(defaulting, { operation: 'UPDATE', object: machine({}), oldObject: machine([]) })).toMatchObject({ allowed: true });
  });

  test('leaves operations alone that it did not register for', async () => {
    const refusing = (): Ruling => ({ findings: [required('a', '')] });
    expect(await ask(validating, { operation: 'DELETE', oldObject: machine({}) }, refusing)).toMatchObject({ allowed: true });
  });

  test('answers a denial with its own status', async () => {
    const denied = await ask(validating, { object: machine({}) }, () => ({ findings: [], denial: { status: 403, message: 'no' } }));
    expect(denied).toMatchObject({ allowed: false, status: { code: 403, reason: 'Forbidden', message: 'no' } });
  });

  test('tells foreseen errors, and hides the others from all but the log', async () => {
    const foreseen = await ask(validating, { object: machine({}) }, () => {
      throw terminal({ action: 'do it', why: 'it is wrong' });
    });
    expect(foreseen.status).toMatchObject({ code: 403, message: 'cannot do it: it is wrong' });
    expect(bugs).toEqual([]);
    const bug = await ask(validating, { object: machine({}) }, () => {
      throw new Error('secret');
    });
    expect(bug.status).toMatchObject({ code: 500 });
    expect(JSON.stringify(bug)).not.toContain('secret');
    expect(bugs).toHaveLength(1);
  });
});
