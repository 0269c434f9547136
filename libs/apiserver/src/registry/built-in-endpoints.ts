import { reference } from '../built-in/definitions.ts';
import { builtInRules } from '../kinds/built-in-rules.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import { allVerbs, type ServedResource } from '../served-resource.ts';
import { resourceName } from '@capi/api';
import { renameVersion } from './conversion.ts';
import { makeEndpoint, type Endpoint } from './endpoint.ts';

const kind = (group: string, type: string, plural: string, namespaced = true, status = false, shortNames: string[] = []): ServedResource => ({
  group,
  version: 'v1',
  kind: type.split('.')[1] ?? '',
  listKind: `${type.split('.')[1]}List`,
  plural,
  singular: (type.split('.')[1] ?? '').toLowerCase(),
  shortNames,
  categories: [],
  namespaced,
  verbs: allVerbs,
  status,
  subresources: [],
  schema: reference(type),
  columns: [],
  custom: false,
});

const resources: readonly ServedResource[] = [
  kind('', 'core.Namespace', 'namespaces', false, true, ['ns']),
  kind('', 'core.Secret', 'secrets'),
  kind('', 'core.ConfigMap', 'configmaps', true, false, ['cm']),
  kind('', 'core.Event', 'events', true, false, ['ev']),
  kind('', 'core.Node', 'nodes', false, true, ['no']),
  kind('', 'core.Pod', 'pods', true, true, ['po']),
  kind('', 'core.Service', 'services', true, true, ['svc']),
  kind('', 'core.ServiceAccount', 'serviceaccounts', true, false, ['sa']),
  kind('apps', 'apps.Deployment', 'deployments', true, true, ['deploy']),
  kind('apps', 'apps.DaemonSet', 'daemonsets', true, true, ['ds']),
  kind('apps', 'apps.ReplicaSet', 'replicasets', true, true, ['rs']),
  kind('coordination.k8s.io', 'coordination.Lease', 'leases'),
  kind('rbac.authorization.k8s.io', 'rbac.Role', 'roles'),
  kind('rbac.authorization.k8s.io', 'rbac.RoleBinding', 'rolebindings'),
  kind('rbac.authorization.k8s.io', 'rbac.ClusterRole', 'clusterroles', false),
  kind('rbac.authorization.k8s.io', 'rbac.ClusterRoleBinding', 'clusterrolebindings', false),
  kind('apiextensions.k8s.io', 'apiextensions.CustomResourceDefinition', 'customresourcedefinitions', false, true, ['crd', 'crds']),
];

/** The kinds that this server brings along. Shared by all servers of a process, compiled schemas included. */
export const builtInEndpoints: readonly Endpoint[] = resources.map((resource) =>
  makeEndpoint({
    resource,
    conversion: renameVersion,
    rules: builtInRules(resourceName(resource)),
    compile: () => compileSchema(resource.schema),
  }),
);
