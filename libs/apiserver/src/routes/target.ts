/** What a path points at. */
export interface Target {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Absent for cluster-scoped objects and for lists over all namespaces. */
  readonly namespace?: string;
  /** Absent for collections. */
  readonly name?: string;
  /** `status`, `scale`, `log`, …; may have further segments (`proxy/metrics`). */
  readonly subresource?: string;
}

/**
 * Reads `/api/v1/namespaces/{ns}/{plural}/{name}/{subresource}` and its relatives.
 * @returns undefined for a path of another shape
 */
export function parseTarget(path: string): Target | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const [root, ...rest] = segments.map(decodeSegment);
  if (root === 'api') return below('', rest[0], rest.slice(1));
  if (root === 'apis') return below(rest[0] ?? '', rest[1], rest.slice(2));
  return undefined;
}

function below(group: string, version: string | undefined, rest: readonly string[]): Target | undefined {
  const [first, second, third, ...more] = rest;
  if (version === undefined || first === undefined) return undefined;
  // `namespaces/{name}/status` and `/finalize` are about the namespace itself.
  const inNamespace = first === 'namespaces' && second !== undefined && third !== undefined && !namespaceSubresources.has(third);
  if (!inNamespace) return target({ group, version, plural: first }, second, third === undefined ? [] : [third, ...more]);
  return target({ group, version, plural: third, namespace: second }, more[0], more.slice(1));
}

const namespaceSubresources = new Set(['status', 'finalize']);

function target(
  kind: Pick<Target, 'group' | 'version' | 'plural' | 'namespace'>,
  name: string | undefined,
  sub: readonly string[],
): Target {
  return { ...kind, ...(name === undefined ? {} : { name }), ...(sub.length === 0 ? {} : { subresource: sub.join('/') }) };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
