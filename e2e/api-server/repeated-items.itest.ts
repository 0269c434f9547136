import { Namespace } from '@capi/api';
import { systemRandom } from '@capi/controller-runtime';

import { applyType, sender, type Answer, type Send } from './requests.ts';
import { serverUnderTest, type ServerUnderTest } from './server-under-test.ts';
import type { Fields } from './webhook-server.ts';

type Variables = readonly { readonly name: string; readonly value: string }[];

const variable = (name: string, value: string): Variables[number] => ({ name, value });
const twice = [variable('X', 'a'), variable('W', 'w'), variable('X', 'b')];
const alone = { '.': {}, 'f:name': {}, 'f:value': {} };

const pathOfX = ['f:spec', 'f:template', 'f:spec', 'f:containers', 'k:{"name":"a"}', 'f:env', 'k:{"name":"X"}'];
const at = (fields: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Fields | undefined)?.[key], fields);

// Put to the embedded API server and, in the real lane, to kube-apiserver.
describe('a list of a built-in kind whose items have a key', () => {
  const { signal } = new AbortController();
  const suffix = systemRandom().suffix(5);
  const namespace = `repeated-items-${suffix}`;
  const replicaSets = `/apis/apps/v1/namespaces/${namespace}/replicasets`;
  const configMaps = `/api/v1/namespaces/${namespace}/configmaps`;
  const nodes = '/api/v1/nodes';
  let server: ServerUnderTest;
  let send: Send;
  beforeAll(async () => {
    server = await serverUnderTest();
    send = sender(server.transport);
    await server.client.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, signal);
  });
  afterAll(async () => {
    await send('DELETE', `${nodes}/node-${suffix}`);
    await server.client.delete(Namespace, { name: namespace }, signal);
    await server.close();
  });

  const podsWith = (env: Variables): Fields => ({ containers: [{ name: 'a', image: 'b', env }] });
  const create = (name: string, env: Variables): Promise<Answer> =>
    send('POST', `${replicaSets}?fieldManager=creator`, {
      metadata: { name },
      spec: {
        replicas: 0,
        selector: { matchLabels: { name } },
        template: { metadata: { labels: { name } }, spec: podsWith(env) },
      },
    });
  const change = (name: string, manager: string, env: Variables): Promise<Answer> =>
    send('PATCH', `${replicaSets}/${name}?fieldManager=${manager}`, { spec: { template: { spec: podsWith(env) } } });
  const apply = (name: string, env: Variables, force = false): Promise<Answer> =>
    send(
      'PATCH',
      `${replicaSets}/${name}?fieldManager=applier&force=${force}`,
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name }, spec: { template: { spec: { containers: [{ name: 'a', env }] } } } },
      { 'content-type': applyType },
    );
  const envOf = ({ body }: Answer): unknown => body.spec.template.spec.containers[0].env;
  /** What each manager owns of the variable `X`. */
  const ownersOfX = ({ body }: Answer): Fields =>
    Object.fromEntries(
      body.metadata.managedFields
        .map(({ manager, fieldsV1 }: { manager: string; fieldsV1: Fields }): [string, unknown] => [manager, at(fieldsV1, pathOfX)])
        .filter(([, owned]: [string, unknown]) => owned !== undefined),
    ) as Fields;

  test('may have several with one key: a node has an address of each family', async () => {
    const addresses = (...list: readonly string[]) => list.map((address) => ({ type: 'InternalIP', address }));
    const node = { metadata: { name: `node-${suffix}` }, status: { addresses: addresses('10.0.0.1', 'fd00::1') } };
    expect(await send('POST', nodes, node)).toMatchObject({ status: 201, body: { status: node.status } });
    const path = `${nodes}/node-${suffix}/status`;
    const next = { addresses: addresses('10.0.0.2', 'fd00::2') };
    expect(await send('PATCH', path, { status: next })).toMatchObject({ status: 200, body: { status: next } });
    expect(await send('PATCH', path, { status: { addresses: addresses('10.0.0.2', '10.0.0.2') } })).toMatchObject({
      status: 422,
      body: { details: { causes: [{ reason: 'FieldValueDuplicate', field: 'status.addresses[1]' }] } },
    });
  });

  test('must not have two containers, volumes or mounts with one key', async () => {
    const container = {
      name: 'a',
      image: 'b',
      volumeMounts: [
        { name: 'v', mountPath: '/v' },
        { name: 'v', mountPath: '/v' },
      ],
    };
    const pod = {
      metadata: { name: 'pod' },
      spec: {
        containers: [container, { name: 'a', image: 'b' }],
        initContainers: [{ name: 'a', image: 'b' }],
        volumes: [
          { name: 'v', emptyDir: {} },
          { name: 'v', emptyDir: {} },
        ],
      },
    };
    const { status, body } = await send('POST', `/api/v1/namespaces/${namespace}/pods`, pod);
    expect(status).toBe(422);
    expect(body.details.causes.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'spec.containers[0].volumeMounts[1].mountPath',
      'spec.containers[1].name',
      'spec.initContainers[0].name',
      'spec.volumes[1].name',
    ]);
  });

  test('is kept as it is, and several with one key are owned together', async () => {
    const created = await create('kept', twice);
    expect(envOf(created)).toEqual(twice);
    expect(ownersOfX(created)).toEqual({ creator: {} });
    expect(ownersOfX(await change('kept', 'changer', [...twice.slice(0, 2), variable('X', 'c')]))).toEqual({ changer: {} });
    expect(ownersOfX(await change('kept', 'single', twice.slice(0, 2)))).toEqual({ single: alone });
    expect(ownersOfX(await change('kept', 'double', twice))).toEqual({ double: {} });
    expect(ownersOfX(await change('kept', 'mover', [twice[1], twice[0], twice[2]] as Variables))).toEqual({ double: {} });
  });

  test('keeps several with one key beside what is applied, unless that very key is applied', async () => {
    await create('applied', twice);
    expect(envOf(await apply('applied', [variable('Z', 'z')]))).toEqual([...twice, variable('Z', 'z')]);
    expect(await apply('applied', [variable('X', 'd')])).toMatchObject({ status: 409 });
    const forced = await apply('applied', [variable('X', 'd')], true);
    expect(envOf(forced)).toEqual([variable('X', 'd'), variable('W', 'w')]);
    expect(ownersOfX(forced)).toEqual({ applier: alone });
  });

  test('cannot be applied with two items of one key', async () => {
    expect(await apply('refused', twice)).toMatchObject({
      status: 500,
      body: {
        message: `failed to create typed patch object (/refused; apps/v1, Kind=ReplicaSet): .spec.template.spec.containers[name="a"].env: duplicate entries for key [name="X"]`,
      },
    });
  });

  test('of finalizers may say one twice, of owners it is said once', async () => {
    const owner = { apiVersion: 'v1', kind: 'Namespace', name: namespace, uid: 'f7a5c2e8-0000-4000-8000-000000000000' };
    const metadata = { name: 'twice', finalizers: ['a.test/b', 'a.test/b'], ownerReferences: [owner, owner] };
    const created = await send('POST', `${configMaps}?dryRun=All`, { metadata });
    expect(created).toMatchObject({ status: 201, body: { metadata: { finalizers: metadata.finalizers, ownerReferences: [owner] } } });
    expect(created.warnings).toContain('.metadata.ownerReferences contains duplicate entries');
  });
});
