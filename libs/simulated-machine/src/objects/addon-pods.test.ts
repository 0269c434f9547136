import type { Node } from '@capi/api';
import { instant } from '@capi/seams';

import { addonChanges, type AddonWorkload } from './addon-pods.ts';

const aNode = (name: string, born: number, unschedulable = false): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, uid: `uid-${name}`, creationTimestamp: `2026-01-01T00:00:0${born}Z` },
  spec: unschedulable ? { unschedulable } : {},
});
const owner = (kind: string, name: string) => ({ apiVersion: 'apps/v1', kind, name, uid: `uid-${name}`, controller: true });
const proxy: AddonWorkload = { owner: owner('DaemonSet', 'kube-proxy'), container: 'kube-proxy', image: 'kube-proxy:v1', labels: {} };
const dns = { owner: owner('ReplicaSet', 'coredns-abcde'), container: 'coredns', image: 'coredns:v1', labels: {}, replicas: 2 };
const now = instant(0);

const onNodes = (changes: ReturnType<typeof addonChanges>, prefix: string): readonly string[] =>
  changes.create.filter(({ metadata }) => metadata.name.startsWith(prefix)).map(({ spec }) => spec?.nodeName ?? '');

describe('pods of the add-ons', () => {
  test('are one kube-proxy a node, and CoreDNS on the oldest nodes', () => {
    const changes = addonChanges({ nodes: [aNode('c', 3), aNode('a', 1), aNode('b', 2)], pods: [], proxy, dns, now });
    expect(onNodes(changes, 'kube-proxy').toSorted()).toEqual(['a', 'b', 'c']);
    expect(onNodes(changes, 'coredns')).toEqual(['a', 'b']);
  });

  test('share a node when there is only one', () => {
    const changes = addonChanges({ nodes: [aNode('a', 1)], pods: [], proxy, dns, now });
    expect(onNodes(changes, 'coredns')).toEqual(['a', 'a']);
    expect(new Set(changes.create.map(({ metadata }) => metadata.name)).size).toBe(3);
  });

  test('rest when they fit', () => {
    const options = { nodes: [aNode('a', 1), aNode('b', 2)], proxy, dns, now };
    const { create } = addonChanges({ ...options, pods: [] });
    expect(addonChanges({ ...options, pods: create })).toEqual({ create: [], remove: [] });
  });

  test('leave a node that takes no pods, kube-proxy excepted', () => {
    const before = addonChanges({ nodes: [aNode('a', 1), aNode('b', 2), aNode('c', 3)], pods: [], proxy, dns, now }).create;
    const changes = addonChanges({ nodes: [aNode('a', 1, true), aNode('b', 2), aNode('c', 3)], pods: before, proxy, dns, now });
    expect(onNodes(changes, 'coredns').toSorted()).toEqual(['b', 'c']);
    expect(changes.create.some(({ metadata }) => metadata.name.startsWith('kube-proxy'))).toBe(false);
  });

  test('are replaced when their image changes', () => {
    const options = { nodes: [aNode('a', 1)], proxy, now };
    const before = addonChanges({ ...options, pods: [], dns: undefined }).create;
    const changes = addonChanges({ ...options, pods: before, proxy: { ...proxy, image: 'kube-proxy:v2' }, dns: undefined });
    expect(changes.remove).toEqual(before.map(({ metadata }) => metadata.name));
    expect(changes.create.map(({ spec }) => spec?.containers?.[0]?.image)).toEqual(['kube-proxy:v2']);
  });
});
