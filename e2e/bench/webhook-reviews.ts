import type { KubeadmControlPlane, KubernetesObject, Machine } from '@capi/api';

const infrastructureRef = { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachineTemplate', name: 'machines' };

/** A Machine that runs, as the core provider holds thousands. */
export function aMachine(name: string): Machine {
  return {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Machine',
    metadata: { name, namespace: 'default', labels: { 'cluster.x-k8s.io/cluster-name': 'bench', 'node-pool': 'a' } },
    spec: {
      clusterName: 'bench',
      version: 'v1.34.0',
      bootstrap: { configRef: { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfig', name } },
      infrastructureRef: { ...infrastructureRef, kind: 'DevMachine', name },
    },
    status: {
      phase: 'Running',
      conditions: [
        'Available',
        'Ready',
        'BootstrapConfigReady',
        'InfrastructureReady',
        'NodeHealthy',
        'NodeReady',
        'Deleting',
        'Paused',
      ].map((type) => ({ type, status: 'True', reason: type, message: '', lastTransitionTime: '2026-01-01T00:00:00Z' })),
    },
  };
}

/** A control plane with what people set: flags, files, commands. */
export function aControlPlane(name: string): KubeadmControlPlane {
  const argument = (flag: string, value: string) => ({ name: flag, value });
  return {
    apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2',
    kind: 'KubeadmControlPlane',
    metadata: { name, namespace: 'default', labels: { 'cluster.x-k8s.io/cluster-name': 'bench' } },
    spec: {
      replicas: 3,
      version: 'v1.34.0',
      rollout: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      machineTemplate: { spec: { infrastructureRef, deletion: { nodeDeletionTimeoutSeconds: 10 } } },
      kubeadmConfigSpec: {
        clusterConfiguration: {
          certificateValidityPeriodDays: 365,
          apiServer: {
            certSANs: ['localhost', '127.0.0.1'],
            extraArgs: [
              argument('audit-log-maxage', '30'),
              argument('audit-log-path', '/var/log/audit.log'),
              argument('profiling', 'false'),
            ],
          },
          controllerManager: { extraArgs: [argument('bind-address', '0.0.0.0'), argument('profiling', 'false')] },
          scheduler: { extraArgs: [argument('bind-address', '0.0.0.0')] },
        },
        initConfiguration: { nodeRegistration: { criSocket: 'unix:///run/containerd/containerd.sock' } },
        joinConfiguration: { nodeRegistration: { criSocket: 'unix:///run/containerd/containerd.sock' } },
        files: [{ path: '/etc/motd', owner: 'root:root', permissions: '0644', content: 'Welcome to this machine.\n'.repeat(20) }],
        preKubeadmCommands: ['modprobe br_netfilter', 'sysctl --system'],
      },
    },
  };
}

/** Creation of an object, as a webhook hears of it. */
export const admissionReview = ({ apiVersion, kind }: KubernetesObject, object: unknown): string => {
  const [group, version] = apiVersion.split('/');
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'bench', kind: { group, version, kind }, operation: 'CREATE', dryRun: false, object },
  });
};
/** These objects, wanted in v1beta1. */
export const conversionReview = (objects: readonly KubernetesObject[]): string =>
  JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'ConversionReview',
    request: { uid: 'bench', desiredAPIVersion: objects[0]?.apiVersion.replace('v1beta2', 'v1beta1'), objects },
  });
