import type { PersistentVolume } from '@capi/api';

import { now } from '../testing.ts';
import { awaitedVolumes, type Attachments } from './awaited-volumes.ts';
import { describeVolumes } from './describe-volumes.ts';

const volume = (name: string, claim?: string): PersistentVolume => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    csi: { driver: 'disk.example.com', volumeHandle: `handle-${name}` },
    ...(claim === undefined ? {} : { claimRef: { namespace: 'shop', name: claim } }),
  },
});
const handle = (name: string) => `kubernetes.io/csi/disk.example.com^handle-${name}`;

describe('awaited volumes', () => {
  test.each<{
    rule: string;
    onNode?: readonly string[];
    byName?: readonly string[];
    ignored?: readonly string[];
    awaited: readonly string[];
  }>([
    { rule: 'are none when nothing is attached', awaited: [] },
    { rule: 'are found by what the Node says', onNode: [handle('a')], awaited: ['PersistentVolumeClaim shop/data-a'] },
    { rule: 'are found by their attachment', byName: ['a'], awaited: ['PersistentVolumeClaim shop/data-a'] },
    { rule: 'are told once when both say so', onNode: [handle('a')], byName: ['a'], awaited: ['PersistentVolumeClaim shop/data-a'] },
    { rule: 'leave out those of Pods that stay', onNode: [handle('a')], byName: ['a'], ignored: ['shop/data-a'], awaited: [] },
    { rule: 'include those without a claim', byName: ['bare'], awaited: ['PersistentVolume bare'] },
    {
      rule: 'include what no PersistentVolume answers to',
      onNode: ['kubernetes.io/old-disk/1'],
      byName: ['gone'],
      awaited: ['attached volume kubernetes.io/old-disk/1', 'attachment of PersistentVolume gone'],
    },
  ])('$rule', ({ onNode = [], byName = [], ignored = [], awaited }) => {
    const attached: Attachments = { onNode, persistentVolumes: byName };
    expect(awaitedVolumes(attached, [volume('a', 'data-a'), volume('b', 'data-b'), volume('bare')], new Set(ignored))).toEqual(awaited);
  });

  test('are told by name, three of them', () => {
    expect(describeVolumes(['a', 'b', 'c', 'd'], now)).toBe(
      'Waiting since 2026-01-01T00:00:00Z for volumes to be detached from the Node:\n* a\n* b\n* c\n* and 1 more',
    );
  });
});
