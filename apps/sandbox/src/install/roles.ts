import { existsSync, readFileSync } from 'node:fs';

import type { KubernetesObject, Resource, UnstructuredObject } from '@capi/api';
import { parseAllDocuments } from 'yaml';

import { repositoryFile } from '../processes/program.ts';
import { prefixOf, type Provider } from '../providers.ts';

const rbac = (kind: string, plural: string, namespaced: boolean): Resource => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind,
  plural,
  namespaced,
});
const Role = rbac('Role', 'roles', true);
const ClusterRole = rbac('ClusterRole', 'clusterroles', false);
const RoleBinding = rbac('RoleBinding', 'rolebindings', true);
const ClusterRoleBinding = rbac('ClusterRoleBinding', 'clusterrolebindings', false);

/** The very roles that a provider is installed with, bound to its service account: here, too, it may do nothing else. */
export function rolesOf(provider: Provider): readonly { resource: Resource; object: UnstructuredObject }[] {
  const { namespace, label, serviceAccount } = provider;
  const prefix = prefixOf(provider);
  const labels = { 'cluster.x-k8s.io/provider': label };
  const roles = [...read(provider, 'role.yaml'), ...read(provider, 'aggregated-role.yaml')].map((role) => {
    const at = role.kind === 'Role' ? { namespace } : {};
    const metadata = { ...role.metadata, ...at, name: `${prefix}${role.metadata.name}`, labels: { ...role.metadata.labels, ...labels } };
    return { resource: role.kind === 'Role' ? Role : ClusterRole, object: { ...role, metadata } };
  });
  const isAggregated = roles.some(({ object }) => object.metadata.name === `${prefix}aggregated-manager-role`);
  const binding = (kind: 'Role' | 'ClusterRole', name: string, role: string): UnstructuredObject => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: `${kind}Binding`,
    metadata: { name: `${prefix}${name}`, labels, ...(kind === 'Role' ? { namespace } : {}) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: `${prefix}${role}` },
    subjects: [{ kind: 'ServiceAccount', namespace, name: serviceAccount }],
  });
  return [
    ...roles,
    { resource: RoleBinding, object: binding('Role', 'leader-election-rolebinding', 'leader-election-role') },
    {
      resource: ClusterRoleBinding,
      object: binding('ClusterRole', 'manager-rolebinding', isAggregated ? 'aggregated-manager-role' : 'manager-role'),
    },
  ];
}

function read({ app }: Provider, name: string): readonly KubernetesObject[] {
  const file = repositoryFile(`deploy/${app}/rbac/${name}`);
  if (!existsSync(file)) return [];
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as KubernetesObject);
}
