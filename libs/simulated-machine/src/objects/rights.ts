import type { Resource } from '@capi/api';

import { ClusterRole, ClusterRoleBinding, Role, RoleBinding, ServiceAccount, type Wanted } from './kinds.ts';
import { systemNamespace } from './static-pods.ts';

const rbac = 'rbac.authorization.k8s.io';
/** Every token that joins nodes belongs to this group. */
export const joinGroup = 'system:bootstrappers:kubeadm:default-node-token';

const object = (resource: Resource, name: string, namespace: string | undefined, fields: Record<string, unknown>): Wanted => ({
  resource,
  object: {
    apiVersion: resource.group === '' ? 'v1' : `${resource.group}/v1`,
    kind: resource.kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...fields,
  },
});
const group = (name: string) => ({ apiGroup: rbac, kind: 'Group', name });
const user = (name: string) => ({ apiGroup: rbac, kind: 'User', name });
const binding = (name: string, role: string, subjects: readonly unknown[]): Wanted =>
  object(ClusterRoleBinding, name, undefined, { roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role }, subjects });
const mayRead = (name: string, namespace: string, configMap: string, subjects: readonly unknown[]): readonly Wanted[] => [
  object(Role, name, namespace, { rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: [configMap], verbs: ['get'] }] }),
  object(RoleBinding, name, namespace, { roleRef: { apiGroup: rbac, kind: 'Role', name }, subjects }),
];
const joining = [group(joinGroup), group('system:nodes')];

/** Rights that `kubeadm init` gives to administrators and to nodes that join. */
export const kubeadmRights = (): readonly Wanted[] => [
  object(ClusterRole, 'kubeadm:get-nodes', undefined, { rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }] }),
  binding('kubeadm:get-nodes', 'kubeadm:get-nodes', [group(joinGroup)]),
  binding('kubeadm:cluster-admins', 'cluster-admin', [group('kubeadm:cluster-admins')]),
  binding('kubeadm:kubelet-bootstrap', 'system:node-bootstrapper', [group(joinGroup)]),
  binding('kubeadm:node-autoapprove-bootstrap', 'system:certificates.k8s.io:certificatesigningrequests:nodeclient', [group(joinGroup)]),
  binding('kubeadm:node-autoapprove-certificate-rotation', 'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient', [
    group('system:nodes'),
  ]),
  binding('kubeadm:node-proxier', 'system:node-proxier', [{ kind: 'ServiceAccount', name: 'kube-proxy', namespace: systemNamespace }]),
  ...mayRead('kubeadm:nodes-kubeadm-config', systemNamespace, 'kubeadm-config', joining),
  ...mayRead('kubeadm:kubelet-config', systemNamespace, 'kubelet-config', joining),
  ...mayRead('kubeadm:bootstrap-signer-clusterinfo', 'kube-public', 'cluster-info', [user('system:anonymous')]),
  object(ServiceAccount, 'kube-proxy', systemNamespace, {}),
  object(ServiceAccount, 'coredns', systemNamespace, {}),
];
