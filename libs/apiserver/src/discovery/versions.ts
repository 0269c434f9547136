import type { ServedResource } from '../served-resource.ts';

/** `v1` before `v1beta2` before `v1beta1` before `v1alpha1`; other names last, by the alphabet: the order Kubernetes prefers. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [rank(one), rank(other)];
  if (first === undefined || second === undefined) {
    if (first === second) return one < other ? -1 : Number(one > other);
    return first === undefined ? 1 : -1;
  }
  return second[0] - first[0] || second[1] - first[1] || second[2] - first[2];
}

function rank(version: string): readonly [number, number, number] | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (match === null) return undefined;
  const stage = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return [stage, Number(match[1]), Number(match[3] ?? 0)];
}

/** Versions by group, preferred first; groups in the order in which they appear, versions without resources left out. */
export function groupVersions(resources: readonly ServedResource[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { group, version } of resources) {
    const versions = groups.get(group) ?? [];
    if (!versions.includes(version)) versions.push(version);
    groups.set(group, versions);
  }
  for (const versions of groups.values()) versions.sort(compareVersions);
  return groups;
}
