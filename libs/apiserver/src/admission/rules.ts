import type { ServedResource } from '../served-resource.ts';
import type { Attributes, GroupVersionKind } from './attributes.ts';

/** One entry of `rules` of a webhook. */
export interface Rule {
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly resources?: readonly string[];
  readonly operations?: readonly string[];
  readonly scope?: string;
}

/** The version of a resource in which a webhook is asked. */
export type Asked = Pick<ServedResource, 'group' | 'version' | 'plural' | 'kind'>;

/**
 * In which version a webhook is asked about a write: in the one of the request when a rule names it, else in the first served one that
 * a rule names; undefined when no rule is about the write.
 * @param versions every served version of what is written; only that of the request for match policy `Exact`
 */
export function askedAbout(rules: readonly Rule[], attributes: Attributes, versions: readonly ServedResource[]): Asked | undefined {
  const requested = attributes.endpoint.resource;
  if (rules.some((rule) => isAbout(rule, attributes, requested))) return requested;
  for (const rule of rules) {
    const other = versions.find((version) => version !== requested && isAbout(rule, attributes, version));
    if (other !== undefined) return other;
  }
  return undefined;
}

function isAbout(
  rule: Rule,
  { operation, subresource, endpoint, namespace }: Attributes,
  { group, version, plural }: ServedResource,
): boolean {
  // A namespace is not in itself.
  const isNamespaced = namespace !== undefined && !(group === '' && endpoint.resource.plural === 'namespaces');
  return (
    includes(rule.operations, operation) &&
    includes(rule.apiGroups, group) &&
    includes(rule.apiVersions, version) &&
    namesResource(rule, plural, subresource ?? '') &&
    (rule.scope === undefined || rule.scope === '*' || (rule.scope === 'Namespaced') === isNamespaced)
  );
}

const includes = (list: readonly string[] = [], value: string): boolean => list.includes('*') || list.includes(value);

/**
 * Whether a rule names a resource at all, whatever its group and version.
 * @param subresource empty for the object itself
 */
export const namesResource = ({ resources = [] }: Rule, plural: string, subresource: string): boolean =>
  resources.some((resource) => isResource(resource, plural, subresource));

/** `pods`, `pods/status`, `pods/*`, `*` (no subresource), `*` with a subresource, or all of both. */
function isResource(pattern: string, plural: string, subresource: string): boolean {
  const [resource = '', sub = ''] = pattern.split('/');
  return (resource === '*' || resource === plural) && (sub === '*' || sub === subresource);
}

/** How reviews name a kind. */
export const kindOf = ({ group, version, kind }: GroupVersionKind): GroupVersionKind => ({ group, version, kind });
