import { DaemonSet, Node, PersistentVolume, Pod, VolumeAttachment, type KubernetesObject, type Resource } from '@capi/api';
import { createApiServer, memoryStore, systemAdmin } from '@capi/apiserver';
import { createClient, followObjects, silentLog } from '@capi/controller-runtime';
import { seconds, seededRandom } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { awaitedChanges } from './awaited-changes.ts';
import { cordon, isCordoned } from './cordon.ts';
import { evictPods } from './pods/evict-pods.ts';
import { planDrain } from './pods/plan-drain.ts';
import { podsOnNode } from './pods/pods-on-node.ts';
import { now } from './testing.ts';
import { volumesToDetach } from './volumes/volumes-to-detach.ts';

const Budget: Resource<KubernetesObject> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  namespaced: true,
};
const { signal } = new AbortController();

/** A workload cluster with one Node, `n`. */
async function cluster() {
  const clock = virtualClock(now);
  const random = seededRandom(1);
  const server = createApiServer({ clock, random, store: memoryStore(), authenticate: () => undefined });
  const transport = server.transport(systemAdmin);
  const client = createClient({ transport });
  const requests: string[] = [];
  const counted = createClient({
    transport: {
      ...transport,
      send(request, stop) {
        requests.push(`${request.method} ${request.path.replace(/\?.*/, '')}`);
        return transport.send(request, stop);
      },
    },
  });
  const node = await client.create(Node, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }, signal);
  return {
    clock,
    client,
    counted,
    requests,
    node,
    connection: {
      follow: (
        selection: { readonly resource: Resource<KubernetesObject>; readonly fields?: string },
        changed: () => void,
        stop: AbortSignal,
      ) => followObjects({ ...selection, transport, clock, random, log: silentLog }, changed, stop),
    },
    pod: async (name: string, parts: { metadata?: object; spec?: object; nodeName?: string } = {}) => {
      const metadata = { name, namespace: 'default', labels: { app: 'web' }, ...parts.metadata };
      const spec = { nodeName: parts.nodeName ?? 'n', containers: [{ name: 'c', image: 'i' }], ...parts.spec };
      const made = await client.create(Pod, { apiVersion: 'v1', kind: 'Pod', metadata, spec }, signal);
      const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
      await client.patch(Pod, { name, namespace: 'default' }, { type: 'merge', body: { status } }, signal, { subresource: 'status' });
      return made;
    },
    close: () => server.close(),
  };
}

const ownedBy = ({ metadata: { name, uid = '' } }: { readonly metadata: { readonly name: string; readonly uid?: string } }) => ({
  ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid, controller: true }],
});

describe('calls of a drain', () => {
  test('cordon a Node once', async () => {
    const { counted, requests, node, client, close } = await cluster();
    await cordon(counted, node, signal);
    const cordoned = await client.get(Node, { name: 'n' }, signal);
    if (cordoned === undefined) throw new Error('the Node is gone');
    expect(isCordoned(cordoned)).toBe(true);
    await cordon(counted, cordoned, signal);
    expect(requests).toEqual(['PATCH /api/v1/nodes/n']);
    await close();
  });

  test('list the Pods of one Node, and look once for each DaemonSet', async () => {
    const { client, counted, requests, pod, close } = await cluster();
    const template = { metadata: { labels: { app: 'proxy' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const spec = { selector: { matchLabels: { app: 'proxy' } }, template };
    const proxy = await client.create(
      DaemonSet,
      { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'proxy', namespace: 'default' }, spec },
      signal,
    );
    await pod('proxy-1', { metadata: ownedBy(proxy) });
    await pod('proxy-2', { metadata: ownedBy(proxy) });
    await pod('elsewhere', { nodeName: 'm' });
    const pods = await podsOnNode(counted, 'n', signal);
    expect(pods.map(({ name, daemonSet }) => [name, daemonSet])).toEqual([
      ['proxy-1', 'exists'],
      ['proxy-2', 'exists'],
    ]);
    expect(requests).toHaveLength(2);
    await close();
  });

  test('evict what they may, and tell why not what they may not', async () => {
    const { client, clock, pod, close } = await cluster();
    await pod('free', { metadata: { labels: {} } });
    await pod('kept');
    await client.create(
      Budget,
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web', namespace: 'default' },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
      } as KubernetesObject,
      signal,
    );
    const { evict } = planDrain({ pods: await podsOnNode(client, 'n', signal), refusals: [], now, unreachable: false });
    const gone = { namespace: 'default', name: 'gone', uid: 'gone' };
    const refusals = await evictPods([...evict, gone], { client, clock, unreachable: false }, signal);
    expect(refusals.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, kind, why, at }) => [name, kind, why, at])).toEqual([
      ['gone', 'gone', 'there is no such Pod', now],
      ['kept', 'disruption-budget', 'The disruption budget web needs 1 healthy pods and has 1 currently', now],
    ]);
    expect((await podsOnNode(client, 'n', signal)).map(({ name }) => name)).toEqual(['kept']);
    await close();
  });

  test('leave a Pod of the same name alone', async () => {
    const { client, clock, pod, close } = await cluster();
    await pod('a');
    const refusals = await evictPods([{ namespace: 'default', name: 'a', uid: 'earlier' }], { client, clock, unreachable: false }, signal);
    expect(refusals).toHaveLength(1);
    expect(await podsOnNode(client, 'n', signal)).toHaveLength(1);
    await close();
  });

  test('ask nothing more when no volume is attached', async () => {
    const { counted, requests, node, close } = await cluster();
    expect(await volumesToDetach(node, { client: counted, considerAttachments: true, now }, signal)).toEqual([]);
    expect(await volumesToDetach(node, { client: counted, considerAttachments: false, now }, signal)).toEqual([]);
    expect(requests).toEqual(['GET /apis/storage.k8s.io/v1/volumeattachments']);
    await close();
  });

  test('find the volumes that are to be detached, without those of Pods that stay', async () => {
    const { client, node, pod, close } = await cluster();
    for (const name of ['staying', 'moving']) {
      await pod(name, {
        metadata: { labels: name === 'staying' ? { 'cluster.x-k8s.io/drain': 'skip' } : {} },
        spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }] },
      });
      const spec = { claimRef: { namespace: 'default', name }, capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] };
      const csi = { driver: 'disk.example.com', volumeHandle: name };
      await client.create(
        PersistentVolume,
        { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec: { ...spec, csi } },
        signal,
      );
      const made = await client.create(
        VolumeAttachment,
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'VolumeAttachment',
          metadata: { name },
          spec: { attacher: 'disk.example.com', nodeName: 'n', source: { persistentVolumeName: name } },
        },
        signal,
      );
      await client.patch(VolumeAttachment, { name: made.metadata.name }, { type: 'merge', body: { status: { attached: true } } }, signal, {
        subresource: 'status',
      });
    }
    const options = { client, considerAttachments: true, now };
    expect(await volumesToDetach(node, options, signal)).toEqual(['PersistentVolumeClaim default/moving']);
    const told = { ...node, status: { volumesAttached: [{ name: 'kubernetes.io/csi/disk.example.com^moving' }] } };
    expect(await volumesToDetach(told, { ...options, considerAttachments: false }, signal)).toEqual([
      'PersistentVolumeClaim default/moving',
    ]);
    await close();
  });
});

describe('awaited changes', () => {
  test('wake who waits for the Pods of a Node, until nobody does', async () => {
    const { client, clock, connection, pod, close } = await cluster();
    const changes = awaitedChanges();
    const woken: string[] = [];
    const end = new AbortController();
    const finished = changes.source.start(({ name }) => woken.push(name), end.signal);
    const news = async (): Promise<number> => {
      await clock.advance(seconds(1));
      return woken.splice(0).length;
    };
    const key = { namespace: 'default', name: 'machine' };
    await pod('a');
    changes.waitFor(key, connection, { resource: Pod, fields: 'spec.nodeName=n' });
    changes.waitFor(key, connection, { resource: Pod, fields: 'spec.nodeName=n' });
    expect(await news()).toBe(1);
    await client.delete(Pod, { namespace: 'default', name: 'a' }, signal);
    expect(await news()).toBe(1);
    await pod('elsewhere', { nodeName: 'm' });
    expect(await news()).toBe(0);
    changes.forget(key);
    await pod('b');
    expect(await news()).toBe(0);
    changes.waitFor(key, connection, { resource: Pod });
    expect(await news()).toBe(1);
    end.abort(new Error('over'));
    await finished;
    await close();
  });
});
