import type { AccessRequest } from './authorizer.ts';

/** `rbac.authorization.k8s.io/v1` PolicyRule: all of these verbs on all of these resources, or on all of these paths. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  // With an asterisk for all of something: everything, subresources too, or one subresource of every kind.
  readonly resources?: readonly string[];
  /** Objects of these names only; absent or empty: all, and requests that name none. */
  readonly resourceNames?: readonly string[];
  /** Paths that are no resources; one that ends with an asterisk stands for all that begin like it. */
  readonly nonResourceURLs?: readonly string[];
}

/** Whether one of these rules allows a request. */
export const permits = (rules: readonly PolicyRule[], request: AccessRequest): boolean => rules.some((rule) => permitsBy(rule, request));

function permitsBy(rule: PolicyRule, { verb, resource, path = '' }: AccessRequest): boolean {
  if (!hasOrAll(rule.verbs, verb)) return false;
  if (resource === undefined) return (rule.nonResourceURLs ?? []).some((url) => matchesPath(url, path));
  const { group, plural, subresource, name } = resource;
  const { resources = [], resourceNames = [] } = rule;
  const isNamed = resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name));
  return isNamed && hasOrAll(rule.apiGroups ?? [], group) && resources.some((pattern) => matchesResource(pattern, plural, subresource));
}

const hasOrAll = (list: readonly string[], wanted: string): boolean => list.includes('*') || list.includes(wanted);

function matchesResource(pattern: string, plural: string, subresource: string | undefined): boolean {
  if (pattern === '*') return true;
  if (subresource === undefined) return pattern === plural;
  return pattern === `${plural}/${subresource}` || pattern === `*/${subresource}`;
}

const matchesPath = (url: string, path: string): boolean => (url.endsWith('*') ? path.startsWith(url.slice(0, -1)) : url === path);
