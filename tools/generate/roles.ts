import { kindsOf, resourceName } from '@capi/api';
import { permissions as capd } from '@capi/capd/permissions';
import type { Permission, ProviderPermissions, Verb } from '@capi/controller-runtime';
import { permissions as core } from '@capi/core/permissions';
import { permissions as bootstrap } from '@capi/kubeadm-bootstrap/permissions';
import { permissions as controlPlane } from '@capi/kubeadm-control-plane/permissions';
import { webhookCertificatePermissions } from '@capi/webhook-certificates';
import { stringify } from 'yaml';

import { namespaceOf, prefixes, providerFolders, type ProviderFolder } from './provider-folders.ts';

const notice = "# Generated from the provider's permissions by `npm run generate`; change the declarations there.\n";

interface Provider {
  readonly permissions: ProviderPermissions;
  /** With this label the role becomes part of the aggregated role that the provider is bound to, beside roles of other providers. */
  readonly aggregates?: string;
}

const providers: Readonly<Record<ProviderFolder, Provider>> = {
  core: { permissions: core, aggregates: 'cluster.x-k8s.io/aggregate-to-manager' },
  'kubeadm-bootstrap': { permissions: bootstrap },
  'kubeadm-control-plane': { permissions: controlPlane, aggregates: 'kubeadm.controlplane.cluster.x-k8s.io/aggregate-to-manager' },
  capd: { permissions: capd },
};

/** One rule of a role, as Kubernetes has it. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

const apiVersion = 'rbac.authorization.k8s.io/v1';
const folders = Object.keys(providers) as ProviderFolder[];

/** The roles of every provider, ready for kustomize: path below the repository → text. */
export function roleManifests(): ReadonlyMap<string, string> {
  return new Map(
    folders.flatMap((folder) => [
      [`deploy/${folder}/rbac/role.yaml`, render(managerRoles(providers[folder]))],
      [`deploy/overlays/without-cert-manager/${folder}/role.yaml`, render(certificateRoles(folder, providers[folder]))],
    ]),
  );
}

const render = (documents: readonly object[]): string =>
  `${notice}---\n${documents.map((each) => stringify(each, { aliasDuplicateObjects: false, lineWidth: 140, singleQuote: true })).join('---\n')}`;

function managerRoles({ permissions, aggregates }: Provider): readonly object[] {
  const labels = aggregates === undefined ? {} : { labels: { [aggregates]: 'true' } };
  return [
    { apiVersion, kind: 'ClusterRole', metadata: { name: 'manager-role', ...labels }, rules: rulesOf(permissions.everywhere) },
    { apiVersion, kind: 'Role', metadata: { name: 'leader-election-role', namespace: 'system' }, rules: rulesOf(permissions.atHome) },
  ];
}

/**
 * What a provider that keeps its own certificate may do beside that, bound to its account. The names are final: overlays give no prefix.
 */
function certificateRoles(folder: ProviderFolder, { permissions: { everywhere, atHome } }: Provider): readonly object[] {
  const definitions = kindsOf(providerFolders[folder]).map(resourceName);
  const more = webhookCertificatePermissions({ prefix: prefixes[folder], definitions });
  return [
    ...roleWithBinding(folder, 'ClusterRole', rulesOf(more.everywhere, everywhere)),
    ...roleWithBinding(folder, 'Role', rulesOf(more.atHome, [...everywhere, ...atHome])),
  ];
}

function roleWithBinding(folder: ProviderFolder, kind: 'ClusterRole' | 'Role', rules: readonly RoleRule[]): readonly object[] {
  if (rules.length === 0) return [];
  const prefix = prefixes[folder];
  const namespace = namespaceOf(folder);
  const role = `${prefix}webhook-certificate-role`;
  const labels = { 'cluster.x-k8s.io/provider': providerFolders[folder] };
  const metadata = { ...(kind === 'Role' ? { namespace } : {}), labels };
  return [
    { apiVersion, kind, metadata: { name: role, ...metadata }, rules },
    {
      apiVersion,
      kind: `${kind}Binding`,
      metadata: { name: `${role}binding`, ...metadata },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
      subjects: [{ kind: 'ServiceAccount', name: `${prefix}manager`, namespace }],
    },
  ];
}

const verbOrder: readonly Verb[] = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly names: readonly string[];
  readonly verbs: ReadonlySet<string>;
}

/**
 * The fewest rules that allow what these permissions ask for, and nothing else: one for each group, set of names and set of verbs, in
 * sorted order, so that a new permission changes the lines it is about.
 * @param given what another role of the same account allows already
 */
export function rulesOf(permissions: readonly Permission[], given: readonly Permission[] = []): readonly RoleRule[] {
  const grants = withoutCovered(mergeVerbs(permissions), mergeVerbs(given));
  const rules = new Map<string, RoleRule & { readonly resources: string[] }>();
  for (const { group, resource, names, verbs } of grants) {
    const sorted = verbOrder.filter((verb) => verbs.has(verb));
    const key = JSON.stringify([group, names, sorted]);
    const named = names.length === 0 ? {} : { resourceNames: names };
    const rule = rules.get(key) ?? { apiGroups: [group], resources: [], ...named, verbs: sorted };
    rule.resources.push(resource);
    rules.set(key, rule);
  }
  return [...rules.values()];
}

/** One grant for each resource and set of names, with the verbs of all permissions that are about it. */
function mergeVerbs(permissions: readonly Permission[]): readonly Grant[] {
  const merged = new Map<string, Grant & { readonly verbs: Set<string> }>();
  for (const { group, resources, verbs, names: unsorted = [] } of permissions) {
    const names = unsorted.toSorted();
    for (const resource of resources) {
      const key = JSON.stringify([group, resource, names]);
      const grant = merged.get(key) ?? { group, resource, names, verbs: new Set<string>() };
      for (const verb of verbs) grant.verbs.add(verb);
      merged.set(key, grant);
    }
  }
  return [...merged].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, grant]) => grant);
}

/** Leaves out what a grant on all resources of the group, or on all names, gives as well, or was given elsewhere. */
function withoutCovered(grants: readonly Grant[], given: readonly Grant[]): readonly Grant[] {
  const covers = (wide: Grant, { group, resource, names, verbs }: Grant): boolean =>
    wide.group === group &&
    (wide.resource === '*' || wide.resource === resource) &&
    (wide.names.length === 0 || (names.length > 0 && names.every((name) => wide.names.includes(name)))) &&
    wide.verbs.isSupersetOf(verbs);
  return grants.filter((grant) => ![...grants, ...given].some((other) => other !== grant && covers(other, grant)));
}
