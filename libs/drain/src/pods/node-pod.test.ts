import type { Pod } from '@capi/api';
import { instant } from '@capi/seams';

import { readPod } from './node-pod.ts';

const aPod = (parts: { metadata?: object; spec?: object; status?: object } = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop', uid: '1', ...parts.metadata },
  spec: { ...parts.spec },
  status: { ...parts.status },
});
const ownedBy = (kind: string) => ({ ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'web', uid: '2', controller: true }] });
const daemonSets = new Set(['shop/web']);

describe('Pod on a Node', () => {
  test.each<{ rule: string; pod: Pod; shows: object }>([
    { rule: 'has little to tell at first', pod: aPod(), shows: { namespace: 'shop', name: 'a', uid: '1', finished: false, mirror: false } },
    { rule: 'is finished when it succeeded', pod: aPod({ status: { phase: 'Succeeded' } }), shows: { finished: true } },
    { rule: 'is finished when it failed', pod: aPod({ status: { phase: 'Failed' } }), shows: { finished: true } },
    { rule: 'names what would make it again', pod: aPod({ metadata: ownedBy('ReplicaSet') }), shows: { controller: 'ReplicaSet' } },
    { rule: 'knows whether its DaemonSet exists', pod: aPod({ metadata: ownedBy('DaemonSet') }), shows: { daemonSet: 'exists' } },
    {
      rule: 'is not of the DaemonSet of another namespace',
      pod: aPod({ metadata: { ...ownedBy('DaemonSet'), namespace: 'other' } }),
      shows: { daemonSet: 'missing' },
    },
    {
      rule: 'is a mirror by its annotation',
      pod: aPod({ metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } }),
      shows: { mirror: true },
    },
    {
      rule: 'has its label in lower case',
      pod: aPod({ metadata: { labels: { 'cluster.x-k8s.io/drain': 'Skip' } } }),
      shows: { drainLabel: 'skip' },
    },
    {
      rule: 'tells when it should be gone',
      pod: aPod({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }),
      shows: { deletionTimestamp: instant(1_767_225_600_000) },
    },
    {
      rule: 'names its claims, those made for it included',
      pod: aPod({
        spec: {
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: 'mine' } },
            { name: 'scratch', ephemeral: { volumeClaimTemplate: {} } },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      }),
      shows: { claims: ['mine', 'a-scratch'], localData: true },
    },
  ])('$rule', ({ pod, shows }) => expect(readPod(pod, daemonSets)).toMatchObject(shows));
});
