import { Node } from '@capi/api';
import { createApiServer, memoryStore, systemAdmin } from '@capi/apiserver';
import { createCache, createClient, silentLog, systemClock } from '@capi/controller-runtime';
import { seededRandom } from '@capi/seams';

import { nodeLacks } from '../node-lacks.ts';
import { patchNode } from './patch-node.ts';

const end = new AbortController();
const { signal } = end;
const clock = systemClock();
const server = createApiServer({ clock, random: seededRandom(1), store: memoryStore(), authenticate: () => undefined });
const transport = server.transport(systemAdmin);
const client = createClient({ transport });
const cache = createCache({ transport, clock, random: seededRandom(2), log: silentLog });
afterAll(async () => {
  end.abort(new Error('done'));
  await cache.close();
  await server.close();
});

const uninitialized = { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' } as const;
const own = { key: 'own', effect: 'NoExecute' } as const;
const identity = {
  providerID: 'docker:////demo-w-0',
  addresses: [
    { type: 'Hostname', address: 'demo-w-0' },
    { type: 'InternalIP', address: '172.18.0.3' },
    { type: 'ExternalIP', address: '172.18.0.3' },
  ] as const,
};

async function patched(node: Pick<Node, 'spec' | 'status'>): Promise<Node | undefined> {
  await client.create(Node, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'demo-w-0' }, ...node }, signal);
  await client.patch(Node, { name: 'demo-w-0' }, { type: 'merge', body: { status: node.status ?? {} } }, signal, { subresource: 'status' });
  await cache.ensure({ resource: Node }, signal);
  // The cache reads its own writes only through its own client.
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (cache.get(Node, { name: 'demo-w-0' })?.status !== undefined) resolve();
    };
    cache.onChange(Node, look);
    look();
  });
  await patchNode({ client, cache }, 'demo-w-0', identity, signal);
  const after = await client.get(Node, { name: 'demo-w-0' }, signal);
  await client.delete(Node, { name: 'demo-w-0' }, signal);
  return after as Node | undefined;
}

describe('Node of a machine', () => {
  test('gets what a cloud provider would give it, and keeps the rest', async () => {
    const known = { type: 'Hostname', address: 'demo-w-0' };
    const node = await patched({ spec: { taints: [uninitialized, own] }, status: { addresses: [known] } });
    expect(node?.spec).toEqual({ providerID: 'docker:////demo-w-0', taints: [own] });
    expect(node?.status?.addresses).toEqual([known, { type: 'InternalIP', address: '172.18.0.3' }]);
  });

  test.each<{ rule: string; node: Pick<Node, 'spec'> | undefined; lacks: readonly string[] }>([
    { rule: 'that is not there yet lacks nothing', node: undefined, lacks: [] },
    { rule: 'that came with its provider ID lacks nothing', node: { spec: { providerID: 'docker:////x', taints: [own] } }, lacks: [] },
    { rule: 'without a provider ID lacks that', node: { spec: {} }, lacks: ['providerID'] },
    {
      rule: 'that waits for a cloud provider lacks that',
      node: { spec: { providerID: 'x', taints: [uninitialized] } },
      lacks: ['initialization'],
    },
  ])('$rule', ({ node, lacks }) => expect(nodeLacks(node === undefined ? undefined : (node as Node))).toEqual(lacks));
});
