import {
  labels,
  type Pod,
  Cluster,
  CustomResourceDefinition,
  KubeadmConfig,
  Machine,
  Secret,
  type KubernetesObject,
  type Resource,
  type UnstructuredObject,
} from '@capi/api';
import type { CacheScope } from '@capi/controller-runtime';

/** Of workers only their existence counts. */
function trimWorker(machine: Machine): Machine {
  return machine.metadata.labels?.[labels.controlPlane] === undefined
    ? ({ apiVersion: machine.apiVersion, kind: machine.kind, metadata: machine.metadata } as Machine)
    : machine;
}

/** What this provider keeps of the management cluster. */
export const scopes = {
  clusters: { resource: Cluster } satisfies CacheScope<Cluster>,
  machines: { resource: Machine, trim: trimWorker } satisfies CacheScope<Machine>,
  configs: { resource: KubeadmConfig, labelSelector: labels.controlPlane } satisfies CacheScope<KubeadmConfig>,
  secrets: { resource: Secret, labelSelector: labels.clusterName } satisfies CacheScope<Secret>,
  definitions: { resource: CustomResourceDefinition, metadataOnly: true } satisfies CacheScope<CustomResourceDefinition>,
};

/** Infrastructure machines are known by labels and annotations alone. */
export const infrastructureScope = (resource: Resource<UnstructuredObject>): CacheScope<UnstructuredObject> => ({
  resource,
  labelSelector: labels.controlPlane,
  metadataOnly: true,
});

/** The static pods of control planes, without their specs. */
export const componentPods: Omit<CacheScope<Pod>, 'resource'> = {
  labelSelector: 'tier=control-plane,component in (kube-apiserver,kube-controller-manager,kube-scheduler,etcd)',
  trim: ({ spec: _spec, ...pod }) => pod,
};

/** Scopes of different kinds in one list. */
export const asScope = <T extends KubernetesObject>(scope: CacheScope<T>): CacheScope => scope as unknown as CacheScope;
