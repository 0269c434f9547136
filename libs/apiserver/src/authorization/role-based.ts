import type { UserInfo } from '../authentication/user-info.ts';
import { selectsLabels, type LabelSelectorFields } from '../selectors/structured-selector.ts';
import type { StoredObject } from '../storage/entry.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import type { Authorizer } from './authorizer.ts';
import { permits, type PolicyRule } from './policy-rule.ts';

const group = 'rbac.authorization.k8s.io';
const kinds = { Role: `roles.${group}`, ClusterRole: `clusterroles.${group}` } as const;

/** Roles and bindings as they are stored, as far as they decide. */
interface Role extends StoredObject {
  readonly rules?: readonly PolicyRule[] | null;
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelectorFields[] };
}
interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}
interface Binding extends StoredObject {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly Subject[] | null;
}

/** What a binding gives: rules, in one namespace or in all. */
interface Grant {
  readonly rules: readonly PolicyRule[];
  /** Absent: everywhere. */
  readonly namespace?: string;
}

/** What every cluster lets anybody read, and whom it knows ask about themselves. */
const forAnybody: readonly PolicyRule[] = [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] }];
const forAuthenticated: readonly PolicyRule[] = [
  { verbs: ['get'], nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'] },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  { verbs: ['create'], apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'] },
];

/**
 * Role-based access control: a request is allowed by the roles that are bound to its user, and by nothing else. Members of
 * `system:masters` may do everything. Aggregated roles hold the rules of the roles they select, as soon as those are there.
 */
export function roleBased(storage: ObjectStorage): Authorizer {
  let grants: ReadonlyMap<string, readonly Grant[]> | undefined;
  storage.onWrite(({ resource }) => {
    if (resource.endsWith(group)) grants = undefined;
  });
  return (request) => {
    const { user, resource } = request;
    if (user.groups.includes('system:masters')) return true;
    if (permits(forAnybody, request)) return true;
    if (user.groups.includes('system:authenticated') && permits(forAuthenticated, request)) return true;
    grants ??= readGrants(storage);
    const inReach = ({ namespace }: Grant): boolean => namespace === undefined || namespace === resource?.namespace;
    return subjectsOf(user)
      .flatMap((subject) => grants?.get(subject) ?? [])
      .some((grant) => inReach(grant) && permits(grant.rules, request));
  };
}

/** All that bindings give, by whom they give it to. */
function readGrants(storage: ObjectStorage): ReadonlyMap<string, readonly Grant[]> {
  const grants = new Map<string, Grant[]>();
  for (const plural of ['rolebindings', 'clusterrolebindings']) {
    for (const { object } of storage.table(`${plural}.${group}`).snapshot()) {
      const { metadata, roleRef, subjects } = object as Binding;
      const rules = rulesOf(storage, roleRef, metadata.namespace);
      const grant = metadata.namespace === undefined ? { rules } : { rules, namespace: metadata.namespace };
      for (const subject of subjects ?? []) {
        const key = keyOf(subject);
        grants.set(key, [...(grants.get(key) ?? []), grant]);
      }
    }
  }
  return grants;
}

function rulesOf(storage: ObjectStorage, { kind, name }: Binding['roleRef'], namespace: string | undefined): readonly PolicyRule[] {
  const key = kind === 'Role' ? `${namespace ?? ''}/${name}` : name;
  const role = storage.get(kind === 'Role' ? kinds.Role : kinds.ClusterRole, key)?.object as Role | undefined;
  const selectors = role?.aggregationRule?.clusterRoleSelectors;
  if (selectors === undefined) return role?.rules ?? [];
  return storage
    .table(kinds.ClusterRole)
    .snapshot()
    .map(({ object }) => object as Role)
    .filter(({ metadata }) => metadata.name !== name && selectors.some((selector) => selectsLabels(selector, metadata.labels)))
    .flatMap(({ rules }) => rules ?? []);
}

function keyOf({ kind, name, namespace = '' }: Subject): string {
  return kind === 'ServiceAccount' ? `User/system:serviceaccount:${namespace}:${name}` : `${kind}/${name}`;
}

const subjectsOf = ({ username, groups }: UserInfo): readonly string[] => [`User/${username}`, ...groups.map((each) => `Group/${each}`)];
