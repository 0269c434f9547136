import { apiVersionOf } from '@capi/api';

import type { ExtraSubresource, ServedResource } from '../served-resource.ts';
import { groupVersions } from './versions.ts';

/** The answer to `/api`: versions of the core group. */
export const coreVersions = (): unknown => ({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });

/** The answer to `/apis`: all named groups. */
export const apiGroupList = (resources: readonly ServedResource[]): unknown => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: [...groupVersions(resources)].filter(([group]) => group !== '').map(([group, versions]) => groupEntry(group, versions)),
});

/**
 * The answer to `/apis/{group}`.
 * @returns undefined when nothing of the group is served
 */
export function apiGroup(resources: readonly ServedResource[], group: string): unknown {
  const versions = groupVersions(resources).get(group);
  return versions === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group, versions) };
}

function groupEntry(name: string, versions: readonly string[]): object {
  const entries = versions.map((version) => ({ groupVersion: apiVersionOf({ group: name, version }), version }));
  return { name, versions: entries, preferredVersion: entries[0] };
}

/**
 * The answer to `/api/v1` and `/apis/{group}/{version}`: kinds with their subresources.
 * @returns undefined when nothing of the version is served
 */
export function apiResourceList(resources: readonly ServedResource[], group: string, version: string): unknown {
  const served = resources.filter((resource) => resource.group === group && resource.version === version);
  if (served.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: served.flatMap(entriesOf),
  };
}

function entriesOf(resource: ServedResource): readonly object[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = resource;
  const main = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(verbs.includes('watch') ? { storageVersionHash: storageVersionHash(resource) } : {}),
  };
  const below = subresourcesOf(resource).map(({ name, ...sub }) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    ...(sub.group === undefined ? {} : { group: sub.group }),
    ...(sub.version === undefined ? {} : { version: sub.version }),
    kind: sub.kind,
    verbs: sub.verbs,
  }));
  return [main, ...below];
}

const writing = ['get', 'patch', 'update'];

/** All subresources of a kind by name: the declared ones, status and scale. */
export function subresourcesOf(resource: ServedResource): readonly ExtraSubresource[] {
  const all = [...resource.subresources];
  if (resource.scale !== undefined) all.push({ name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: writing });
  if (resource.status) all.push({ name: 'status', kind: resource.kind, verbs: writing });
  return all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** FNV-1a, 32 bit. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** An opaque text that clients compare only: eight bytes, base64. */
function storageVersionHash({ group, version, kind }: ServedResource): string {
  const text = `${group}/${version}/${kind}`;
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(hashText(text));
  bytes.writeUInt32BE(hashText(`${text}#`), 4);
  return bytes.toString('base64');
}
