import { compareBuild, parse } from 'semver';

/** How many Machines run a version. */
export interface VersionCount {
  readonly version: string;
  readonly replicas: number;
}

/**
 * `status.versions`: how many run which version, oldest version first, what is no version last.
 * @param versions one per Machine: what its kubelet reports, else what its spec asks for; absent ones are not counted
 * @returns undefined when there is nothing to count
 */
export const countVersions = (versions: readonly (string | undefined)[]): VersionCount[] | undefined =>
  mergeVersions(
    versions.filter((version) => version !== undefined && version !== '').map((version) => ({ version: version ?? '', replicas: 1 })),
  );

/** Adds up counts of several owners; undefined when there are none. */
export function mergeVersions(counts: readonly VersionCount[]): VersionCount[] | undefined {
  const merged = new Map<string, number>();
  for (const { version, replicas } of counts) merged.set(version, (merged.get(version) ?? 0) + replicas);
  if (merged.size === 0) return undefined;
  return [...merged]
    .map(([version, replicas]) => ({ version, replicas }))
    .toSorted((left, right) => compareVersions(left.version, right.version));
}

/** Orders Kubernetes versions, build metadata included; texts that are none come last, alphabetically. */
export function compareVersions(left: string, right: string): number {
  const [older, newer] = [parse(left), parse(right)];
  if (older !== null && newer !== null) return compareBuild(older, newer);
  if (older === null && newer === null) return left < right ? -1 : Number(left > right);
  return older === null ? 1 : -1;
}
