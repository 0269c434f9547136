import { CustomResourceDefinition, type KubernetesObject, type Resource, type UnstructuredObject } from '@capi/api';
import { createApiServer, systemAdmin, type ApiServer, type Store } from '@capi/apiserver';
import { createClient, createRuntime, type Client, type Transport } from '@capi/controller-runtime';
import { instant, milliseconds, minutes, seededRandom } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { crdMigrationController } from './crd-migration-controller.ts';

const group = 'example.com';
const widget = (version: string): Resource<UnstructuredObject> => ({ group, version, kind: 'Widget', plural: 'widgets', namespaced: true });
const name = 'widgets.example.com';
const marker = 'crd-migration.cluster.x-k8s.io/observed-generation';

const schema = {
  openAPIV3Schema: {
    type: 'object',
    properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } }, status: { type: 'object', properties: {} } },
  },
};
interface Version {
  readonly name: string;
  readonly storage?: boolean;
  readonly served?: boolean;
}
const crd = (...versions: readonly Version[]) =>
  ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
      versions: versions.map(({ served = true, storage = false, ...rest }) => ({
        ...rest,
        served,
        storage,
        schema,
        subresources: { status: {} },
      })),
    },
  }) as unknown as CustomResourceDefinition;

interface ProcessOptions {
  readonly dieBefore?: number;
  readonly skip?: readonly string[];
  readonly kinds?: readonly Resource<KubernetesObject>[];
}

interface World {
  readonly client: Client;
  readonly clock: VirtualClock;
  readonly writes: string[];
  /** Versions in which Widgets are stored, by name. */
  stored(): Readonly<Record<string, string>>;
  definition(): Promise<CustomResourceDefinition>;
  /** Runs a process for a while; with `dieBefore`, its connection breaks before that write and every one after it. */
  process(options?: ProcessOptions): Promise<void>;
  close(): Promise<void>;
}

const never = new AbortController().signal;

async function world(): Promise<World> {
  const clock = virtualClock(instant(1_767_225_600_000));
  const kept = new Map<string, string>();
  const store: Store = {
    load: () => ({ revision: 0, records: [] }),
    write({ resource, key, json }) {
      if (resource === name && json !== undefined) kept.set(key, json());
      else if (resource === name) kept.delete(key);
    },
    close: () => undefined,
  };
  const server: ApiServer = createApiServer({ clock, random: seededRandom(1), store, authenticate: () => undefined });
  const client = createClient({ transport: server.transport(systemAdmin) });
  const writes: string[] = [];
  await client.create(CustomResourceDefinition, crd({ name: 'v1', storage: true }), never);
  for (const one of ['a', 'b', 'c']) {
    const object = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: one, namespace: 'default' }, spec: { size: 1 } };
    await client.create(widget('v1'), object as KubernetesObject as UnstructuredObject, never);
  }
  return {
    client,
    clock,
    writes,
    stored: () => Object.fromEntries([...kept].map(([key, json]) => [key, (JSON.parse(json) as { apiVersion: string }).apiVersion])),
    definition: async () => (await client.get(CustomResourceDefinition, { name }, never)) as CustomResourceDefinition,
    async process({ dieBefore, skip = [], kinds = [widget('v2')] } = {}) {
      const stop = new AbortController();
      const runtime = createRuntime({
        transport: dying(server.transport(systemAdmin), writes, dieBefore),
        clock,
        random: seededRandom(2),
        name: 'test',
        version: 'v0',
        watchFilter: 'mine',
      });
      const controller = crdMigrationController(runtime, { kinds, skip });
      if (controller !== undefined) runtime.add(controller);
      const finished = runtime.run(stop.signal).catch(() => undefined);
      for (let step = 0; step < 20; step += 1) await clock.advance(milliseconds(100));
      stop.abort(new Error('stopped'));
      let isOver = false;
      void finished.then(() => (isOver = true));
      await clock.runUntil(() => isOver, minutes(2));
    },
    close: () => server.close(),
  };
}

function dying(transport: Transport, writes: string[], dieBefore: number | undefined): Transport {
  let count = 0;
  return {
    ...transport,
    async send(request, signal) {
      if (request.method !== 'GET') {
        count += 1;
        if (dieBefore !== undefined && count >= dieBefore) throw new Error('the process died here');
        writes.push(`${request.method} ${request.path}`);
      }
      return transport.send(request, signal);
    },
    close: () => transport.close(),
  };
}

/** Makes v2 the storage version, as an upgrade of a provider does. */
async function upgrade({ client }: World, ...versions: readonly Version[]): Promise<void> {
  const { spec } = crd(...versions);
  await client.patch(CustomResourceDefinition, { name }, { type: 'merge', body: { spec } }, never);
}

const upgraded = async (): Promise<World> => {
  const w = await world();
  await upgrade(w, { name: 'v1' }, { name: 'v2', storage: true });
  return w;
};
const allStored = (version: string) => ({ 'default/a': version, 'default/b': version, 'default/c': version });

describe('CRD migration', () => {
  test('stores everything in the storage version, and says so on the CRD', async () => {
    const w = await upgraded();
    expect(w.stored()).toEqual(allStored('example.com/v1'));
    expect((await w.definition()).status?.storedVersions).toEqual(['v1', 'v2']);
    await w.process();
    expect(w.stored()).toEqual(allStored('example.com/v2'));
    const { metadata, status } = await w.definition();
    expect(status?.storedVersions).toEqual(['v2']);
    expect(metadata.annotations?.[marker]).toBe(String(metadata.generation));
    await w.close();
  });

  test('writes each object once, through its status, and twice to the CRD', async () => {
    const w = await upgraded();
    await w.process();
    expect(w.writes.toSorted()).toEqual([
      `PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`,
      `PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}/status`,
      ...['a', 'b', 'c'].map((one) => `PATCH /apis/example.com/v2/namespaces/default/widgets/${one}/status`),
    ]);
    await w.close();
  });

  test('does nothing the next time', async () => {
    const w = await upgraded();
    await w.process();
    w.writes.length = 0;
    await w.process();
    expect(w.writes).toEqual([]);
    await w.close();
  });

  test.each([1, 2, 3, 4, 5])('is finished by the next process when one dies before its write %i', async (dieBefore) => {
    const w = await upgraded();
    await w.process({ dieBefore });
    await w.process();
    expect(w.stored()).toEqual(allStored('example.com/v2'));
    const { metadata, status } = await w.definition();
    expect(status?.storedVersions).toEqual(['v2']);
    expect(metadata.annotations?.[marker]).toBe(String(metadata.generation));
    await w.close();
  });

  test('never forgets a version before every object was rewritten', async () => {
    for (const dieBefore of [1, 2, 3]) {
      const w = await upgraded();
      await w.process({ dieBefore });
      expect((await w.definition()).status?.storedVersions).toEqual(['v1', 'v2']);
      await w.close();
    }
  });

  test('takes versions that are not served any more out of managed fields', async () => {
    const w = await upgraded();
    await w.process();
    await upgrade(w, { name: 'v1', served: false }, { name: 'v2', storage: true });
    await w.process();
    const objects = await w.client.list(widget('v2'), {}, never);
    expect(objects.flatMap(({ metadata }) => metadata.managedFields ?? []).map(({ apiVersion }) => apiVersion)).toEqual(
      objects.map(() => 'example.com/v2'),
    );
    await w.close();
  });

  test('leaves out what it is told to leave out', async () => {
    const w = await upgraded();
    await w.process({ skip: ['StorageVersionMigration'] });
    expect(w.stored()).toEqual(allStored('example.com/v1'));
    await w.close();
  });

  test.each([
    { rule: 'leaves CRDs of others alone', options: { kinds: [] } },
    { rule: 'does nothing when everything is left out', options: { skip: ['StorageVersionMigration', 'CleanupManagedFields'] } },
  ])('$rule', async ({ options }) => {
    const w = await upgraded();
    await w.process(options);
    expect(w.writes).toEqual([]);
    await w.close();
  });
});
