import type { KubernetesObject } from '@capi/api';

import { namespace } from './world.ts';

const infrastructure = 'infrastructure.cluster.x-k8s.io';
const bootstrap = 'bootstrap.cluster.x-k8s.io';
const controlPlane = 'controlplane.cluster.x-k8s.io';

/** The quick start: a Cluster with a control plane, and a deployment of workers. */
export const quickStart = (options: { readonly workers?: number; readonly strategy?: object } = {}): readonly KubernetesObject[] =>
  [
    {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Cluster',
      spec: {
        controlPlaneRef: { apiGroup: controlPlane, kind: 'KubeadmControlPlane', name: 'demo' },
        infrastructureRef: { apiGroup: infrastructure, kind: 'DevCluster', name: 'demo' },
      },
    },
    { apiVersion: `${infrastructure}/v1beta2`, kind: 'DevCluster', spec: { backend: { inMemory: {} } } },
    {
      apiVersion: `${controlPlane}/v1beta2`,
      kind: 'KubeadmControlPlane',
      spec: {
        replicas: 1,
        version: 'v1.34.0',
        machineTemplate: { spec: { infrastructureRef: { apiGroup: infrastructure, kind: 'DevMachineTemplate', name: 'demo' } } },
        kubeadmConfigSpec: { clusterConfiguration: { apiServer: { certSANs: ['localhost'] } } },
      },
    },
    { apiVersion: `${infrastructure}/v1beta2`, kind: 'DevMachineTemplate', spec: { template: { spec: { backend: { inMemory: {} } } } } },
    {
      apiVersion: `${bootstrap}/v1beta2`,
      kind: 'KubeadmConfigTemplate',
      spec: {
        template: { spec: { joinConfiguration: { nodeRegistration: { criSocket: 'unix:///var/run/containerd/containerd.sock' } } } },
      },
    },
    {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'MachineDeployment',
      spec: {
        clusterName: 'demo',
        replicas: options.workers ?? 3,
        ...(options.strategy === undefined ? {} : { rollout: { strategy: options.strategy } }),
        selector: { matchLabels: {} },
        template: {
          spec: {
            clusterName: 'demo',
            version: 'v1.34.0',
            bootstrap: { configRef: { apiGroup: bootstrap, kind: 'KubeadmConfigTemplate', name: 'demo' } },
            infrastructureRef: { apiGroup: infrastructure, kind: 'DevMachineTemplate', name: 'demo' },
          },
        },
      },
    },
  ].map((object) => ({ ...object, metadata: { name: 'demo', namespace } }));

/** A control-plane Machine as a control-plane provider makes it. */
export const controlPlaneMachine = (): readonly KubernetesObject[] => {
  const labels = {
    'cluster.x-k8s.io/cluster-name': 'demo',
    'cluster.x-k8s.io/control-plane': '',
    'cluster.x-k8s.io/control-plane-name': 'demo',
  };
  const metadata = { name: 'demo-cp', namespace, labels };
  return [
    {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Machine',
      spec: {
        clusterName: 'demo',
        version: 'v1.34.0',
        bootstrap: { configRef: { apiGroup: bootstrap, kind: 'KubeadmConfig', name: 'demo-cp' } },
        infrastructureRef: { apiGroup: infrastructure, kind: 'DevMachine', name: 'demo-cp' },
      },
    },
    {
      apiVersion: `${bootstrap}/v1beta2`,
      kind: 'KubeadmConfig',
      spec: { joinConfiguration: { nodeRegistration: { criSocket: 'unix:///var/run/containerd/containerd.sock' } } },
    },
    { apiVersion: `${infrastructure}/v1beta2`, kind: 'DevMachine', spec: { backend: { inMemory: {} } } },
  ].map((object) => ({ ...object, metadata }));
};
