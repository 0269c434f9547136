import { setTimeout as sleep } from 'node:timers/promises';

import {
  Cluster,
  ConfigMap,
  crdOf,
  CustomResourceDefinition,
  Machine,
  MachineDeployment,
  Namespace,
  Secret,
  type KubernetesObject,
} from '@capi/api';
import { ApiError, systemRandom } from '@capi/controller-runtime';

import { serverUnderTest, type ServerUnderTest } from './server-under-test.ts';

// What our controllers rely on, put to the embedded API server and, in the real lane, to kube-apiserver.
describe('an API server', () => {
  const { signal } = new AbortController();
  const namespace = `same-answers-${systemRandom().suffix(5)}`;
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await serverUnderTest();
    await server.client.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, signal);
    for (const kind of [Cluster, Machine, MachineDeployment]) {
      await server.client.apply(CustomResourceDefinition, crdOf(kind), { fieldManager: 'test' }, signal);
    }
    await until(async () => {
      await server.client.list(Machine, { namespace }, signal);
      await server.client.list(MachineDeployment, { namespace }, signal);
      return (await server.client.list(Cluster, { namespace }, signal)).length === 0;
    });
  });
  afterAll(async () => {
    await server.client.delete(Namespace, { name: namespace }, signal);
    await server.close();
  });

  const configMap = (name: string, data: Record<string, string> = {}): ConfigMap => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data,
  });
  const machine = (name: string, more: Partial<Machine['metadata']> = {}): Machine => ({
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Machine',
    metadata: { name, namespace, ...more },
    spec: {
      clusterName: 'demo',
      bootstrap: { dataSecretName: 'data' },
      infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachine', name },
    },
  });
  const refusal = async (operation: Promise<unknown>): Promise<Pick<ApiError, 'code' | 'reason'>> => {
    const error = await operation.then(
      () => undefined,
      (refused: unknown) => refused,
    );
    if (!(error instanceof ApiError)) throw new Error('it was not refused', { cause: error });
    return { code: error.code, reason: error.reason };
  };

  test('refuses a second object of the same name', async () => {
    await server.client.create(ConfigMap, configMap('twice'), signal);
    expect(await refusal(server.client.create(ConfigMap, configMap('twice'), signal))).toEqual({ code: 409, reason: 'AlreadyExists' });
  });

  test('refuses an object in a namespace that is not there', async () => {
    const lost = { ...configMap('lost'), metadata: { name: 'lost', namespace: 'no-such-namespace' } };
    expect(await refusal(server.client.create(ConfigMap, lost, signal))).toEqual({ code: 404, reason: 'NotFound' });
  });

  test('refuses an update that did not see the latest version', async () => {
    const made = await server.client.create(ConfigMap, configMap('contested'), signal);
    await server.client.update(ConfigMap, { ...made, data: { by: 'first' } }, signal);
    expect(await refusal(server.client.update(ConfigMap, { ...made, data: { by: 'second' } }, signal))).toEqual({
      code: 409,
      reason: 'Conflict',
    });
  });

  test('refuses a merge patch with an old resourceVersion, and takes one without', async () => {
    const made = await server.client.create(ConfigMap, configMap('patched'), signal);
    const key = { namespace, name: 'patched' };
    await server.client.patch(ConfigMap, key, { type: 'merge', body: { data: { a: '1' } } }, signal);
    const stale = { type: 'merge', body: { metadata: { resourceVersion: made.metadata.resourceVersion }, data: { a: '2' } } } as const;
    expect(await refusal(server.client.patch(ConfigMap, key, stale, signal))).toEqual({ code: 409, reason: 'Conflict' });
  });

  test('keeps the resourceVersion of an object that a patch does not change', async () => {
    const made = await server.client.create(ConfigMap, configMap('same', { a: '1' }), signal);
    const after = await server.client.patch(ConfigMap, { namespace, name: 'same' }, { type: 'merge', body: { data: { a: '1' } } }, signal);
    expect(after.metadata.resourceVersion).toBe(made.metadata.resourceVersion);
  });

  test('keeps spec and status apart, and counts generations of the spec', async () => {
    const key = { namespace, name: 'halves' };
    const made = await server.client.create(Machine, { ...machine('halves'), status: { phase: 'Running' } }, signal);
    expect(made.status?.phase).toBeUndefined();
    expect(made.metadata.generation).toBe(1);
    const reported = await server.client.patch(
      Machine,
      key,
      { type: 'merge', body: { spec: { clusterName: 'other' }, status: { phase: 'Pending' } } },
      signal,
      { subresource: 'status' },
    );
    expect(reported).toMatchObject({ metadata: { generation: 1 }, spec: { clusterName: 'demo' }, status: { phase: 'Pending' } });
    const changed = await server.client.patch(
      Machine,
      key,
      { type: 'merge', body: { spec: { providerID: 'in-memory://halves' }, status: { phase: 'Failed' } } },
      signal,
    );
    expect(changed).toMatchObject({ metadata: { generation: 2 }, status: { phase: 'Pending' } });
    const labelled = await server.client.patch(Machine, key, { type: 'merge', body: { metadata: { labels: { a: 'b' } } } }, signal);
    expect(labelled.metadata.generation).toBe(2);
  });

  test.each([
    { rule: 'a missing required field', body: { spec: { infrastructureRef: null } }, field: 'spec.infrastructureRef' },
    { rule: 'a wrong type', body: { spec: { clusterName: 5 } }, field: 'spec.clusterName' },
    { rule: 'a text that is too long', body: { spec: { version: 'v'.repeat(300) } }, field: 'spec.version' },
  ])('names the field of $rule', async ({ body, field }) => {
    const name = `bad-${systemRandom().suffix(5)}`;
    await server.client.create(Machine, machine(name), signal);
    const error = await server.client
      .patch(Machine, { namespace, name }, { type: 'merge', body }, signal)
      .catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 422, reason: 'Invalid' });
    expect((error as ApiError).causes.map((cause) => cause.field)).toContain(field);
  });

  test('drops fields that the schema does not know', async () => {
    const odd = { ...machine('odd'), spec: { ...machine('odd').spec, unknown: true } };
    expect(await server.client.create(Machine, odd, signal)).not.toHaveProperty('spec.unknown');
  });

  test('keeps a deleted object until its last finalizer goes', async () => {
    const key = { namespace, name: 'finalized' };
    await server.client.create(Machine, machine('finalized', { finalizers: ['example.com/keep'] }), signal);
    await server.client.delete(Machine, key, signal);
    const going = await server.client.get(Machine, key, signal);
    expect(going?.metadata.deletionTimestamp).toBeDefined();
    await server.client.patch(Machine, key, { type: 'merge', body: { metadata: { finalizers: null } } }, signal);
    expect(await server.client.get(Machine, key, signal)).toBeUndefined();
  });

  test('deletes only the object that is meant', async () => {
    await server.client.create(ConfigMap, configMap('meant'), signal);
    const other = { preconditions: { uid: '00000000-0000-0000-0000-000000000000' } };
    expect(await refusal(server.client.delete(ConfigMap, { namespace, name: 'meant' }, signal, other))).toEqual({
      code: 409,
      reason: 'Conflict',
    });
  });

  test('deletes what a deleted object owned', async () => {
    const owner = await server.client.create(ConfigMap, configMap('owner'), signal);
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid ?? '' }];
    await server.client.create(
      Secret,
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'owned', namespace, ownerReferences } },
      signal,
    );
    await server.client.delete(ConfigMap, { namespace, name: 'owner' }, signal);
    await until(async () => (await server.client.get(Secret, { namespace, name: 'owned' }, signal)) === undefined);
  });

  test('applies for several managers: each may take back only its own fields', async () => {
    const key = { namespace, name: 'applied' };
    const applied = (labels: Record<string, string>): Machine => machine('applied', { labels });
    await server.client.apply(Machine, applied({ one: '1', both: 'x' }), { fieldManager: 'one' }, signal);
    await server.client.apply(Machine, { ...applied({ two: '2', both: 'x' }) }, { fieldManager: 'two' }, signal);
    await server.client.apply(Machine, applied({}), { fieldManager: 'one' }, signal);
    expect((await server.client.get(Machine, key, signal))?.metadata.labels).toEqual({ two: '2', both: 'x' });
    const refused = await refusal(server.client.apply(Machine, applied({ two: 'other' }), { fieldManager: 'one', force: false }, signal));
    expect(refused).toEqual({ code: 409, reason: 'Conflict' });
  });

  test('scales by the scale subresource', async () => {
    const deployment: MachineDeployment = {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'MachineDeployment',
      metadata: { name: 'scaled', namespace },
      spec: { clusterName: 'demo', replicas: 1, selector: {}, template: { spec: machine('scaled').spec } },
    };
    await server.client.create(MachineDeployment, deployment, signal);
    await server.client.patch(
      MachineDeployment,
      { namespace, name: 'scaled' },
      { type: 'merge', body: { spec: { replicas: 3 } } },
      signal,
      { subresource: 'scale' },
    );
    expect((await server.client.get(MachineDeployment, { namespace, name: 'scaled' }, signal))?.spec.replicas).toBe(3);
  });

  test('streams a list and then what changes, and resumes where a watch ended', async () => {
    const path = `/api/v1/namespaces/${namespace}/secrets`;
    const first = await server.client.create(
      Secret,
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'watched', namespace } },
      signal,
    );
    const listed = await watchEvents(
      `${path}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
      (events) =>
        events.some(({ type, object }) => type === 'BOOKMARK' && object.metadata.annotations?.['k8s.io/initial-events-end'] === 'true'),
    );
    expect(listed.filter(({ type }) => type === 'ADDED').map(({ object }) => object.metadata.name)).toContain('watched');
    await server.client.patch(
      Secret,
      { namespace, name: 'watched' },
      { type: 'merge', body: { metadata: { labels: { seen: 'twice' } } } },
      signal,
    );
    await server.client.delete(Secret, { namespace, name: 'watched' }, signal);
    const resumed = await watchEvents(`${path}?watch=1&resourceVersion=${first.metadata.resourceVersion}`, (events) =>
      events.some(({ type }) => type === 'DELETED'),
    );
    expect(resumed.map(({ type }) => type)).toEqual(['MODIFIED', 'DELETED']);
  });

  test('tells a selecting watch when an object enters and leaves the selection', async () => {
    const key = { namespace, name: 'selected' };
    const made = await server.client.create(ConfigMap, configMap('selected'), signal);
    const label = (colour: string | null): Promise<unknown> =>
      server.client.patch(ConfigMap, key, { type: 'merge', body: { metadata: { labels: { colour } } } }, signal);
    await label('red');
    await label(null);
    const events = await watchEvents(
      `/api/v1/namespaces/${namespace}/configmaps?watch=1&labelSelector=colour%3Dred&resourceVersion=${made.metadata.resourceVersion}`,
      (seen) => seen.length === 2,
    );
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
  });

  test('answers a list in pages', async () => {
    for (const name of ['page-1', 'page-2', 'page-3'])
      await server.client.create(ConfigMap, { ...configMap(name), metadata: { name, namespace, labels: { paged: 'yes' } } }, signal);
    const page = async (more: string): Promise<{ items: KubernetesObject[]; metadata: { continue?: string } }> => {
      const response = await server.transport.send(
        { method: 'GET', path: `/api/v1/namespaces/${namespace}/configmaps?labelSelector=paged&limit=2${more}` },
        signal,
      );
      return JSON.parse(await response.text()) as { items: KubernetesObject[]; metadata: { continue?: string } };
    };
    const one = await page('');
    const two = await page(`&continue=${encodeURIComponent(one.metadata.continue ?? '')}`);
    expect([one.items, two.items].map((items) => items.map(({ metadata }) => metadata.name))).toEqual([['page-1', 'page-2'], ['page-3']]);
    expect(two.metadata.continue ?? '').toBe('');
  });

  interface Event {
    readonly type: string;
    readonly object: KubernetesObject;
  }

  async function watchEvents(path: string, enough: (events: readonly Event[]) => boolean): Promise<readonly Event[]> {
    const stop = new AbortController();
    const response = await server.transport.send({ method: 'GET', path }, stop.signal);
    const events: Event[] = [];
    try {
      for await (const line of response.lines()) {
        events.push(JSON.parse(line) as Event);
        if (enough(events)) break;
      }
    } finally {
      stop.abort();
    }
    return events;
  }
});

/** Garbage is collected, and CRDs are served, a moment after the write that causes it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error('it did not come about within 20 s');
}
