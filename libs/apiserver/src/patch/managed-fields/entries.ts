import type { ManagedFieldsEntry } from '@capi/api';
import { printInstant, type Instant } from '@capi/seams';

import { difference, empty, isEmpty, overlap, recursiveDifference, sorted, union, type FieldSet } from './field-set.ts';

/** What one manager owns, while ownership is being worked out. */
export interface Owner {
  readonly entry: ManagedFieldsEntry;
  readonly fields: FieldSet;
}

/** The stored entries; those that are not understood are left out. */
export const ownersOf = (entries: unknown): readonly Owner[] =>
  ((entries as readonly ManagedFieldsEntry[] | undefined) ?? [])
    .filter((entry) => entry.fieldsType === undefined || entry.fieldsType === 'FieldsV1')
    .map((entry) => ({ entry, fields: (entry.fieldsV1 ?? empty) as FieldSet }));

/** Fields that nobody owns: the API server writes them, or they say which object this is. */
const unowned: FieldSet = {
  'f:apiVersion': empty,
  'f:kind': empty,
  'f:metadata': {
    'f:name': empty,
    'f:namespace': empty,
    'f:creationTimestamp': empty,
    'f:selfLink': empty,
    'f:uid': empty,
    'f:generation': empty,
    'f:managedFields': empty,
    'f:resourceVersion': empty,
    'f:deletionTimestamp': empty,
    'f:deletionGracePeriodSeconds': empty,
  },
};

/** Paths that can have an owner. */
export function ownable(set: FieldSet): FieldSet {
  const rest = recursiveDifference(set, unowned);
  const { 'f:metadata': metadata, ...others } = rest;
  if (metadata === undefined) return rest;
  // Metadata itself is there anyway.
  const { '.': _itself, ...fields } = metadata;
  return isEmpty(fields) ? others : { ...others, 'f:metadata': fields };
}

/** Takes paths away from an owner; undefined when nothing is left. */
export function without(owner: Owner, set: FieldSet): Owner | undefined {
  if (!overlap(owner.fields, set)) return owner;
  const fields = difference(owner.fields, set);
  return isEmpty(fields) ? undefined : { entry: owner.entry, fields };
}

/** Gives paths to the owner that `entry` identifies, and stamps the time. */
export function give(owners: readonly Owner[], entry: ManagedFieldsEntry, set: FieldSet, time: Instant): readonly Owner[] {
  const same = owners.find((owner) => isSameManager(owner.entry, entry));
  const stamped = { entry: { ...entry, time: printInstant(time) }, fields: same === undefined ? set : union(same.fields, set) };
  return [...owners.filter((owner) => owner !== same), stamped];
}

/** Whether two entries are about the same manager. Who applies keeps its entry across versions. */
export const isSameManager = (one: ManagedFieldsEntry, other: ManagedFieldsEntry): boolean =>
  one.manager === other.manager &&
  one.operation === other.operation &&
  one.subresource === other.subresource &&
  (one.operation === 'Apply' || one.apiVersion === other.apiVersion);

const mostUpdaters = 10;

/** Beyond ten entries of ordinary writers the oldest of each version become one, so that the list does not grow for ever. */
function capped(owners: readonly Owner[]): readonly Owner[] {
  const updaters = owners.filter(({ entry }) => entry.operation === 'Update' && (entry.subresource ?? '') === '');
  const surplus = updaters.length - mostUpdaters;
  if (surplus <= 0) return owners;
  const oldest = updaters.toSorted((one, other) => compareText(one.entry.time, other.entry.time)).slice(0, surplus + 1);
  const buckets = new Map<string, Owner>();
  for (const owner of oldest) {
    const version = owner.entry.apiVersion ?? '';
    const bucket = buckets.get(version);
    const entry = { ...owner.entry, manager: 'ancient-changes' };
    buckets.set(version, { entry, fields: bucket === undefined ? owner.fields : union(bucket.fields, owner.fields) });
  }
  return [...owners.filter((owner) => !oldest.includes(owner)), ...buckets.values()];
}

const compareText = (one = '', other = ''): number => (one < other ? -1 : one > other ? 1 : 0);

/** The entries as they are stored: appliers first, then by time, name, version and subresource. */
export function entriesOf(owners: readonly Owner[]): ManagedFieldsEntry[] {
  const ordered = capped(owners).toSorted(
    ({ entry: one }, { entry: other }) =>
      compareText(one.operation, other.operation) ||
      compareText(one.time, other.time) ||
      compareText(one.manager, other.manager) ||
      compareText(one.apiVersion, other.apiVersion) ||
      compareText(one.subresource, other.subresource),
  );
  return ordered.map(({ entry, fields }) =>
    fields === entry.fieldsV1 ? entry : { ...entry, fieldsType: 'FieldsV1', fieldsV1: sorted(fields) as Record<string, unknown> },
  );
}

/** The entry of a writer, without its fields. */
export function entryOf(
  writer: { readonly manager: string; readonly apiVersion: string; readonly subresource?: string },
  operation: 'Apply' | 'Update',
): ManagedFieldsEntry {
  const { manager, apiVersion, subresource } = writer;
  return { manager, operation, apiVersion, ...(subresource === undefined ? {} : { subresource }) };
}
