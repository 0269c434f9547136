import { DevMachine, Machine, Secret, type KubernetesObject } from '@capi/api';
import { find } from '@capi/conditions';

import { controlPlaneMachine, quickStart } from './testing/quick-start.ts';
import { namespace, world, type World } from './testing/world.ts';

const secretName = 'old-0-v1alpha2-bootstrap-data';
const data = btoa('#cloud-config');

/** A Machine as the conversion from v1alpha2 makes it when a user wrote bootstrap data into it. */
const inlineMachine = (payload = data): readonly KubernetesObject[] =>
  [
    {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Machine',
      metadata: { name: 'old-0', namespace, annotations: { 'conversion.cluster.x-k8s.io/v1alpha2-bootstrap-data': payload } },
      spec: {
        clusterName: 'demo',
        version: 'v1.34.0',
        bootstrap: { dataSecretName: secretName },
        infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachine', name: 'old-0' },
      },
    },
    {
      apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2',
      kind: 'DevMachine',
      metadata: { name: 'old-0', namespace },
      spec: { backend: { inMemory: {} } },
    },
  ] as unknown as readonly KubernetesObject[];

async function running(...objects: readonly KubernetesObject[]): Promise<World> {
  const w = await world();
  await w.create(...quickStart({ workers: 0 }), ...controlPlaneMachine());
  w.start();
  await w.settle();
  await w.create(...objects);
  await w.settle(60);
  return w;
}

const ready = async (w: World) => find((await w.get(Machine, 'old-0'))?.status?.conditions, 'BootstrapConfigReady');
const owners = async (w: World) => (await w.get(DevMachine, 'old-0'))?.metadata.ownerReferences ?? [];

describe('a Machine with bootstrap data of its own', () => {
  test('gets its Secret before its infrastructure may begin, and runs', async () => {
    const w = await running(...inlineMachine());
    const machine = await w.get(Machine, 'old-0');
    expect(await w.get(Secret, secretName)).toMatchObject({
      type: 'cluster.x-k8s.io/secret',
      metadata: {
        labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
        ownerReferences: [{ kind: 'Machine', name: 'old-0', uid: machine?.metadata.uid }],
      },
      data: { value: data, format: btoa('cloud-config') },
    });
    expect(machine?.status?.phase).toBe('Running');
    const made = w.writes.findIndex(({ method, path }) => method === 'POST' && path.includes('/secrets'));
    const adopted = w.writes.findIndex(({ path, body }) => path.includes('/devmachines/old-0') && body.includes('ownerReferences'));
    expect(made).toBeGreaterThanOrEqual(0);
    expect(made).toBeLessThan(adopted);
    await w.close();
  });

  test('has its Secret made again and brought up to date', async () => {
    const w = await running(...inlineMachine());
    await w.delete(Secret, secretName);
    await w.settle();
    expect((await w.get(Secret, secretName))?.data?.['value']).toBe(data);
    const changed = btoa('#cloud-config changed');
    await w.patch(Machine, 'old-0', { metadata: { annotations: { 'conversion.cluster.x-k8s.io/v1alpha2-bootstrap-data': changed } } });
    await w.settle();
    expect((await w.get(Secret, secretName))?.data?.['value']).toBe(changed);
    await w.close();
  });

  test('never takes a Secret of somebody else, and says so until it is gone', async () => {
    const foreign = { apiVersion: 'v1', kind: 'Secret', metadata: { name: secretName, namespace }, data: { value: btoa('mine') } };
    const w = await running(foreign as KubernetesObject, ...inlineMachine());
    expect((await w.get(Secret, secretName))?.data).toEqual({ value: btoa('mine') });
    expect(await ready(w)).toMatchObject({ status: 'False', reason: 'NotReady', message: expect.stringContaining(secretName) });
    expect(await owners(w)).toEqual([]);
    await w.delete(Secret, secretName);
    await w.settle(60);
    expect((await w.get(Secret, secretName))?.data?.['value']).toBe(data);
    expect((await w.get(Machine, 'old-0'))?.status?.phase).toBe('Running');
    await w.close();
  });

  test('that are not base64 makes nothing, and says so', async () => {
    const w = await running(...inlineMachine('#cloud-config'));
    expect(await w.get(Secret, secretName)).toBeUndefined();
    expect(await ready(w)).toMatchObject({ status: 'False', message: expect.stringContaining('base64') });
    expect(await owners(w)).toEqual([]);
    await w.close();
  });

  test.each([1, 2, 3, 4, 5])('ends the same when the provider dies before its write number %p', async (n) => {
    const w = await world();
    await w.create(...quickStart({ workers: 0 }), ...controlPlaneMachine());
    w.start();
    await w.settle();
    await w.stop();
    await w.create(...inlineMachine());
    w.start(n);
    await w.settle(8);
    await w.stop();
    w.start();
    await w.settle(60);
    expect((await w.get(Secret, secretName))?.data?.['value']).toBe(data);
    expect((await w.get(Machine, 'old-0'))?.status?.phase).toBe('Running');
    expect(w.writes.filter(({ method, path }) => method === 'POST' && path.includes('/secrets'))).toHaveLength(1);
    await w.close();
  });
});
