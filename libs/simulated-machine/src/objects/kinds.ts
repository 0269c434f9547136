import type { Resource, UnstructuredObject } from '@capi/api';

const kind = (group: string, name: string, plural: string, namespaced: boolean): Resource => ({
  group,
  version: 'v1',
  kind: name,
  plural,
  namespaced,
});

/** Kinds of a workload cluster that only kubeadm's add-ons and rights need, as plain JSON. */
export const Deployment = kind('apps', 'Deployment', 'deployments', true);
export const ReplicaSet = kind('apps', 'ReplicaSet', 'replicasets', true);
export const DaemonSet = kind('apps', 'DaemonSet', 'daemonsets', true);
export const Service = kind('', 'Service', 'services', true);
export const ServiceAccount = kind('', 'ServiceAccount', 'serviceaccounts', true);
export const Role = kind('rbac.authorization.k8s.io', 'Role', 'roles', true);
export const RoleBinding = kind('rbac.authorization.k8s.io', 'RoleBinding', 'rolebindings', true);
export const ClusterRole = kind('rbac.authorization.k8s.io', 'ClusterRole', 'clusterroles', false);
export const ClusterRoleBinding = kind('rbac.authorization.k8s.io', 'ClusterRoleBinding', 'clusterrolebindings', false);

/** One object to put into a workload cluster, with its kind. */
export interface Wanted {
  readonly resource: Resource;
  readonly object: UnstructuredObject;
}
