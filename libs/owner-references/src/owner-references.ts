import { parseApiVersion, type OwnerReference } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

type Owners = readonly DeepReadonly<OwnerReference>[] | undefined;
type Owner = DeepReadonly<OwnerReference>;

/** What tells one owner from another here: group, kind and name. Version and UID may differ, since both change over time. */
type Named = Pick<Owner, 'apiVersion' | 'kind' | 'name'> & { readonly uid?: string };

/** An object that may own others. */
export interface PossibleOwner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly uid?: string | undefined };
}

/**
 * A reference to `owner` as the controller of an object: the one that makes it, and is waited for when the owner is deleted in
 * the foreground.
 */
export const controllerReference = (owner: PossibleOwner): OwnerReference => ({
  ...ownerReference(owner),
  controller: true,
  blockOwnerDeletion: true,
});

/** A reference to `owner` that only keeps an object from outliving it. */
export const ownerReference = ({ apiVersion, kind, metadata }: PossibleOwner): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
});

/** Whether two references mean the same owner: group, kind and name are the same. */
export const isSameOwner = (a: Named, b: Named): boolean =>
  a.name === b.name && a.kind === b.kind && parseApiVersion(a.apiVersion).group === parseApiVersion(b.apiVersion).group;

/** Whether `owner` is among the owners; version, UID and the controller flag do not matter. */
export const isOwnedBy = (owners: Owners, owner: Named): boolean => owners?.some((one) => isSameOwner(one, owner)) ?? false;

/** Whether exactly this reference is there: version, name, UID and controller flag included; an absent flag is the same as false. */
export const hasExactly = (owners: Owners, owner: Owner): boolean =>
  owners?.some(
    (one) =>
      one.apiVersion === owner.apiVersion &&
      one.kind === owner.kind &&
      one.name === owner.name &&
      one.uid === owner.uid &&
      (one.controller ?? false) === (owner.controller ?? false),
  ) ?? false;

/**
 * The owners with `owner` among them: in the place of the reference that means the same owner, whose version, UID and flags are
 * renewed, else at the end.
 * @see upstream v1.14.0 util/util.go EnsureOwnerRef (behaviour)
 */
export const withOwner = (owners: Owners, owner: Owner): OwnerReference[] => placed(owners, owner, (one) => isSameOwner(one, owner));

/**
 * The owners with `next` in the place of `before`, found by UID: how an object goes from one parent to another. Without `before`
 * among them, `next` is added.
 * @see upstream v1.14.0 util/util.go ReplaceOwnerRef (behaviour)
 */
export const withOwnerReplaced = (owners: Owners, before: { readonly uid: string }, next: Owner): OwnerReference[] =>
  placed(owners, next, (one) => one.uid === before.uid);

/** The owners without `owner`. */
export const withoutOwner = (owners: Owners, owner: Named): OwnerReference[] =>
  (owners ?? []).filter((one) => !isSameOwner(one, owner)).map(copy);

/** The owner that controls the object; undefined when none does. */
export const controllerOf = (owners: Owners): OwnerReference | undefined => {
  const found = owners?.find(({ controller }) => controller === true);
  return found === undefined ? undefined : copy(found);
};

/** Whether `owner` controls the object, by group, kind and name. */
export function isControlledBy(owners: Owners, owner: Named): boolean {
  const controller = controllerOf(owners);
  return controller !== undefined && isSameOwner(controller, owner);
}

function placed(owners: Owners, owner: Owner, isThere: (one: Owner) => boolean): OwnerReference[] {
  const list = (owners ?? []).map(copy);
  const index = list.findIndex(isThere);
  return index < 0 ? [...list, copy(owner)] : list.with(index, copy(owner));
}

const copy = (owner: Owner): OwnerReference => ({ ...owner });
