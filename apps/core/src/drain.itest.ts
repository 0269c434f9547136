import { Event, Machine, Node, Pod, VolumeAttachment, type KubernetesObject, type Resource } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { seconds, type DeepReadonly } from '@capi/seams';

import { controlPlaneMachine, quickStart } from './testing/quick-start.ts';
import { namespace, world, type World } from './testing/world.ts';

const demo = { namespace, name: 'demo' };
const Budget: Resource<KubernetesObject> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  namespaced: true,
};

interface Running {
  readonly w: World;
  readonly workload: Client;
  /** Name of a worker Machine, and of its Node. */
  readonly worker: string;
}

async function running(): Promise<Running> {
  const w = await world();
  await w.create(...quickStart({ workers: 1 }), ...controlPlaneMachine());
  w.start();
  await w.settle();
  const { client: workload } = await w.workloads.of(demo, w.signal);
  const worker = (await w.list(Machine)).find(({ metadata }) => metadata.name !== 'demo-cp')?.metadata.name ?? '';
  return { w, workload, worker };
}

/** A Pod that runs on a Node. */
async function pod({ w, workload, worker }: Running, labels: Record<string, string> = { app: 'web' }): Promise<void> {
  const metadata = { name: 'web', namespace, labels };
  const spec = { nodeName: worker, containers: [{ name: 'web', image: 'web' }] };
  await workload.create(Pod, { apiVersion: 'v1', kind: 'Pod', metadata, spec }, w.signal);
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  await workload.patch(Pod, { namespace, name: 'web' }, { type: 'merge', body: { status } }, w.signal, { subresource: 'status' });
}

const budget = ({ w, workload }: Running) =>
  workload.create(
    Budget,
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    } as KubernetesObject,
    w.signal,
  );

const deleting = async ({ w, worker }: Running): Promise<string | undefined> =>
  (await w.get(Machine, worker))?.status?.conditions?.find(({ type }) => type === 'Deleting')?.reason;
const message = async ({ w, worker }: Running): Promise<string> =>
  (await w.get(Machine, worker))?.status?.conditions?.find(({ type }) => type === 'Deleting')?.message ?? '';
const node = ({ w, workload, worker }: Running) => workload.get(Node, { name: worker }, w.signal);
const podIsThere = async ({ w, workload }: Running): Promise<boolean> =>
  (await workload.get(Pod, { namespace, name: 'web' }, w.signal)) !== undefined;
const isGone = async (running: Running): Promise<boolean> => (await running.w.get(Machine, running.worker)) === undefined;
const told = async ({ w, worker }: Running): Promise<readonly DeepReadonly<Event>[]> =>
  (await w.list(Event)).filter(({ involvedObject }) => involvedObject.name === worker);

describe('a Machine that goes', () => {
  test('has its Node drained first, and says so once', async () => {
    const it = await running();
    await pod(it);
    await it.w.delete(Machine, it.worker);
    await it.w.settle();
    expect([await podIsThere(it), await node(it), await isGone(it)]).toEqual([false, undefined, true]);
    const reasons = (await told(it)).map(({ reason, count }) => [reason, count]);
    expect(reasons).toEqual(
      expect.arrayContaining([
        ['SuccessfulDrainNode', 1],
        ['NodeVolumesDetached', 1],
      ]),
    );
    await it.w.close();
  });

  test('costs one write on its Node when nothing runs there, and no more on itself', async () => {
    const it = await running();
    const before = it.w.writes.length;
    const writes = it.w.workloadWrites.length;
    await it.w.delete(Machine, it.worker);
    await it.w.settle();
    const path = `/api/v1/nodes/${it.worker}`;
    expect(it.w.workloadWrites.slice(writes).filter((write) => write.path.startsWith(path))).toEqual([
      { method: 'PATCH', path, body: '{"spec":{"unschedulable":true}}' },
      { method: 'DELETE', path, body: '' },
    ]);
    const own = it.w.writes.slice(before).filter(({ path: written }) => written.includes(`/machines/${it.worker}`));
    expect(own.filter(({ path: written }) => written.endsWith('/status')).length).toBeLessThanOrEqual(2);
    expect(own.filter(({ path: written }) => !written.endsWith('/status'))).toHaveLength(1);
    await it.w.close();
  });

  test('waits for a disruption budget, and asks again after 20 seconds', async () => {
    const it = await running();
    await pod(it);
    await budget(it);
    await it.w.delete(Machine, it.worker);
    await it.w.settle();
    expect(await deleting(it)).toBe('DrainingNode');
    expect(await message(it)).toContain(
      "cannot evict pod as it would violate the pod's disruption budget. The disruption budget web needs 1",
    );
    expect((await node(it))?.spec?.unschedulable).toBe(true);
    const asked = it.w.workloadWrites.filter(({ path }) => path.endsWith('/eviction')).length;
    expect(asked).toBe(1);
    const before = it.w.writes.length;
    await it.w.clock.advance(seconds(15));
    expect(it.w.workloadWrites.filter(({ path }) => path.endsWith('/eviction'))).toHaveLength(1);
    await it.workload.delete(Budget, { namespace, name: 'web' }, it.w.signal);
    expect(it.w.writes.slice(before).filter(({ path }) => path.includes('/machines/'))).toEqual([]);
    await it.w.clock.advance(seconds(10));
    await it.w.settle();
    expect([await podIsThere(it), await isGone(it)]).toEqual([false, true]);
    expect((await told(it)).filter(({ reason }) => reason === 'SuccessfulDrainNode')).toHaveLength(1);
    await it.w.close();
  });

  test('goes on at once when a Pod that it waited for is gone', async () => {
    const it = await running();
    await pod(it, { 'cluster.x-k8s.io/drain': 'wait-completed' });
    await it.w.delete(Machine, it.worker);
    await it.w.settle();
    expect([await deleting(it), await message(it)]).toEqual([
      'DrainingNode',
      expect.stringContaining('Pod default/web: waiting for completion'),
    ]);
    await it.w.clock.advance(seconds(300));
    expect(await podIsThere(it)).toBe(true);
    await it.workload.delete(Pod, { namespace, name: 'web' }, it.w.signal);
    await it.w.settle(2);
    expect(await isGone(it)).toBe(true);
    await it.w.close();
  });

  test('goes on at once when its last volume is detached', async () => {
    const it = await running();
    const spec = { attacher: 'disk.example.com', nodeName: it.worker, source: { persistentVolumeName: 'data' } };
    const made = { apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttachment', metadata: { name: 'a' }, spec };
    await it.workload.create(VolumeAttachment, made, it.w.signal);
    await it.workload.patch(VolumeAttachment, { name: 'a' }, { type: 'merge', body: { status: { attached: true } } }, it.w.signal, {
      subresource: 'status',
    });
    await it.w.delete(Machine, it.worker);
    await it.w.settle();
    expect([await deleting(it), await message(it)]).toEqual([
      'WaitingForVolumeDetach',
      expect.stringContaining('* attachment of PersistentVolume data'),
    ]);
    await it.workload.delete(VolumeAttachment, { name: 'a' }, it.w.signal);
    await it.w.settle(2);
    expect(await isGone(it)).toBe(true);
    expect((await told(it)).filter(({ reason }) => reason === 'SuccessfulDrainNode')).toHaveLength(1);
    await it.w.close();
  });

  test('does not wait longer than it may', async () => {
    const it = await running();
    await pod(it);
    await budget(it);
    await it.w.patch(Machine, it.worker, { spec: { deletion: { nodeDrainTimeoutSeconds: 30 } } });
    await it.w.delete(Machine, it.worker);
    await it.w.settle();
    expect(await deleting(it)).toBe('DrainingNode');
    await it.w.clock.advance(seconds(31));
    await it.w.settle();
    expect([await isGone(it), await podIsThere(it)]).toEqual([true, true]);
    await it.w.close();
  });

  test('waits until its cluster answers again', async () => {
    const it = await running();
    it.w.workloads.disconnect(demo);
    await it.w.delete(Machine, it.worker);
    await it.w.clock.advance(seconds(2));
    expect(await deleting(it)).toBe('DrainingNode');
    await it.w.workloads.connect(demo, it.w.signal);
    await it.w.settle();
    expect(await isGone(it)).toBe(true);
    await it.w.close();
  });
});
