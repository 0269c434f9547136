import type { Entry, StoredObject } from '../storage/entry.ts';
import type { StorageEvent } from '../storage/history.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';

/** Where an object is stored. */
export interface Located {
  readonly resource: string;
  readonly entry: Entry;
}

export type Owner = NonNullable<StoredObject['metadata']['ownerReferences']>[number];

/** Who exists, and who is owned by whom, by uid. Follows every write. */
export class OwnerIndex {
  readonly #byUid = new Map<string, Located>();
  readonly #dependents = new Map<string, Map<string, Located>>();

  constructor(storage: ObjectStorage) {
    for (const resource of storage.resources()) for (const entry of storage.table(resource).snapshot()) this.#put({ resource, entry });
  }

  apply({ resource, type, entry, previous }: StorageEvent): void {
    if (previous !== undefined) this.#forgetOwners(previous);
    if (type === 'DELETED') this.#byUid.delete(uidOf(entry));
    else this.#put({ resource, entry });
  }

  find(uid: string): Located | undefined {
    return this.#byUid.get(uid);
  }

  /** What names this uid as an owner, sorted. */
  dependentsOf(uid: string): readonly Located[] {
    const dependents = [...(this.#dependents.get(uid)?.values() ?? [])];
    return dependents.sort((a, b) => compare(a.resource, b.resource) || compare(a.entry.key, b.entry.key));
  }

  #put(located: Located): void {
    const uid = uidOf(located.entry);
    this.#byUid.set(uid, located);
    for (const owner of ownersOf(located.entry)) {
      const dependents = this.#dependents.get(owner.uid) ?? new Map<string, Located>();
      this.#dependents.set(owner.uid, dependents.set(uid, located));
    }
  }

  #forgetOwners(entry: Entry): void {
    for (const owner of ownersOf(entry)) {
      const dependents = this.#dependents.get(owner.uid);
      dependents?.delete(uidOf(entry));
      if (dependents?.size === 0) this.#dependents.delete(owner.uid);
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const uidOf = ({ object }: Entry): string => object.metadata.uid ?? '';
export const ownersOf = ({ object }: Entry): readonly Owner[] => object.metadata.ownerReferences ?? [];
