import { labels, type Cluster, type KubeadmControlPlane, type Machine } from '@capi/api';
import { aCluster } from '@capi/api/testing';

import { clusterTrees, countRunning, isReady, type Seen } from './tree.ts';

const objects = aCluster('demo').withControlPlane(1).objects();
const cluster = objects.find(({ kind }) => kind === 'Cluster') as Cluster;
const controlPlane = objects.find(({ kind }) => kind === 'KubeadmControlPlane') as KubeadmControlPlane;
const inCluster = { [labels.clusterName]: 'demo' };
const condition = (type: string, status: 'True' | 'False', message = '') => ({
  type,
  status,
  message,
  reason: 'Test',
  lastTransitionTime: '2026-01-01T00:00:00Z',
});

const aMachine = (running: boolean): Machine => ({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'Machine',
  metadata: { name: 'demo-a', namespace: cluster.metadata.namespace ?? 'default', labels: { ...inCluster, [labels.controlPlane]: '' } },
  spec: {
    clusterName: 'demo',
    version: 'v1.34.0',
    bootstrap: { dataSecretName: 'a' },
    infrastructureRef: { apiGroup: 'a.b', kind: 'A', name: 'a' },
  },
  status: {
    phase: running ? 'Running' : 'Provisioned',
    nodeRef: { name: 'demo-a' },
    conditions: [
      condition('NodeReady', running ? 'True' : 'False'),
      condition('Ready', running ? 'True' : 'False', '* NodeHealthy:\n  * the kubelet is silent'),
    ],
  },
});
const seen = (running: boolean, available: 'True' | 'False'): Seen => ({
  clusters: [{ ...cluster, status: { phase: 'Provisioned', conditions: [condition('Available', available)] } }],
  controlPlanes: [
    {
      ...controlPlane,
      metadata: { ...controlPlane.metadata, labels: inCluster },
      status: { conditions: [condition('Available', available)] },
    },
  ],
  machineDeployments: [],
  machines: [aMachine(running)],
});

describe('the tree of a cluster', () => {
  test('is ready when every wanted Machine runs and all say they are available', () => {
    expect(isReady(clusterTrees(seen(true, 'True')))).toBe(true);
    expect(countRunning(seen(true, 'True'))).toEqual({ running: 1, all: 1 });
  });

  test.each([
    { rule: 'a Machine does not run', of: seen(false, 'True') },
    { rule: 'the Cluster is not available', of: seen(true, 'False') },
    { rule: 'nothing is there yet', of: { ...seen(true, 'True'), clusters: [] } },
    { rule: 'a Machine is missing', of: { ...seen(true, 'True'), machines: [] } },
  ])('is not ready while $rule', ({ of }) => expect(isReady(clusterTrees(of))).toBe(false));

  test('says in one line what a Machine waits for', () =>
    expect(clusterTrees(seen(false, 'True'))[0]?.children[0]?.children[0]?.note).toBe('NodeHealthy: the kubelet is silent'));
});
