import type { Resource, UnstructuredObject } from '@capi/api';

const kind = (group: string, name: string, plural: string, namespaced: boolean): Resource => ({
  group,
  version: 'v1',
  kind: name,
  plural,
  namespaced,
});

// Kinds of a workload cluster that only kubeadm's add-ons and rights need, as plain JSON.

/** apps/v1 Deployment. */
export const Deployment = kind('apps', 'Deployment', 'deployments', true);
/** apps/v1 ReplicaSet. */
export const ReplicaSet = kind('apps', 'ReplicaSet', 'replicasets', true);
/** apps/v1 DaemonSet. */
export const DaemonSet = kind('apps', 'DaemonSet', 'daemonsets', true);
/** core/v1 Service. */
export const Service = kind('', 'Service', 'services', true);
/** core/v1 ServiceAccount. */
export const ServiceAccount = kind('', 'ServiceAccount', 'serviceaccounts', true);
/** rbac.authorization.k8s.io/v1 Role. */
export const Role = kind('rbac.authorization.k8s.io', 'Role', 'roles', true);
/** rbac.authorization.k8s.io/v1 RoleBinding. */
export const RoleBinding = kind('rbac.authorization.k8s.io', 'RoleBinding', 'rolebindings', true);
/** rbac.authorization.k8s.io/v1 ClusterRole. */
export const ClusterRole = kind('rbac.authorization.k8s.io', 'ClusterRole', 'clusterroles', false);
/** rbac.authorization.k8s.io/v1 ClusterRoleBinding. */
export const ClusterRoleBinding = kind('rbac.authorization.k8s.io', 'ClusterRoleBinding', 'clusterrolebindings', false);

/** One object to put into a workload cluster, with its kind. */
export interface Wanted {
  readonly resource: Resource;
  readonly object: UnstructuredObject;
}
