import { keyOf, printKey, type KubernetesObject, type ObjectKey } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { compareResourceVersions } from '../client/resource-version.ts';
import { Bucket } from './bucket.ts';
import type { CachedSelection, Change } from './cache.ts';
import { ObjectIndex } from './object-index.ts';
import type { Lens } from './scope.ts';

type Seen = DeepReadonly<KubernetesObject>;
type Listener = (change: Change) => void;

/** Where the objects that meet a condition are found, and whether one meets it. */
interface Constraint {
  readonly bucket: Bucket | undefined;
  readonly holds: (object: Seen) => boolean;
}

const tombstonesKept = 10_000;

/**
 * The objects of one kind, fed by a watch and by this process's own writes in any order: of one object the newest version wins,
 * and one that is gone stays gone. So a read is never older than what was read or written before.
 */
export class ObjectStore {
  readonly #lens: Lens;
  readonly #finish: (object: Seen) => Seen;
  readonly #failed: (error: unknown) => void;
  readonly #objects = new Bucket();
  readonly #indexes = new Map<string, ObjectIndex>();
  readonly #labelIndexes = new Map<string, ObjectIndex>();
  readonly #namespaces = new ObjectIndex((object) => [object.metadata.namespace ?? ''], this.#objects);
  readonly #listeners = new Set<Listener>();
  /** Resource version up to which events about a uid are old news; undefined is for ever. Oldest first, bounded. */
  readonly #tombstones = new Map<string, string | undefined>();
  /** Newest version that the watch brought; own writes do not count. */
  #watched = '';

  /** @param options.finish last touch on what is kept, such as freezing @param options.failed hears what a listener threw */
  constructor(lens: Lens, options: { readonly finish: (object: Seen) => Seen; readonly failed: (error: unknown) => void }) {
    this.#lens = lens;
    this.#finish = options.finish;
    this.#failed = options.failed;
  }

  get size(): number {
    return this.#objects.size;
  }

  get watchedVersion(): string {
    return this.#watched;
  }

  /** An object as a watch event or the answer to a write shows it. */
  put(object: Seen, origin: 'watch' | 'write'): void {
    const version = object.metadata.resourceVersion;
    if (origin === 'watch') this.bookmark(version);
    const key = printKey(keyOf(object));
    const before = this.#objects.get(key);
    if (before !== undefined && compareResourceVersions(version, before.metadata.resourceVersion) <= 0) return;
    if (this.#isBuried(object)) return;
    if (!this.#lens.holds(object)) {
      if (before?.metadata.uid === object.metadata.uid) this.remove(object, object.metadata.uid, version);
      return;
    }
    this.#swap(key, before, this.#finish(this.#lens.keep(object)), false);
  }

  /**
   * An object that is gone, or that no longer matches the selector.
   * @param version up to which events about it are old news; undefined when nothing can follow
   */
  remove(object: { readonly metadata: ObjectKey }, uid: string | undefined, version: string | undefined): void {
    const key = printKey(keyOf(object));
    const before = this.#objects.get(key);
    const gone = uid ?? before?.metadata.uid;
    if (gone !== undefined) this.#bury(gone, version);
    if (before === undefined || before.metadata.uid !== gone) return;
    if (version !== undefined && compareResourceVersions(version, before.metadata.resourceVersion) < 0) return;
    this.#change(key, before, undefined, false);
  }

  /** The watch has shown everything up to `version`. */
  bookmark(version: string | undefined): void {
    if (compareResourceVersions(version, this.#watched) > 0) this.#watched = version ?? '';
  }

  /**
   * A whole list at `version`. Own writes that are newer stay. A list older than what the watch showed before means that the
   * server went back in time (restored from a backup): then the list alone is true.
   * @param replay whether listeners are told that this was there all along
   */
  replace(list: readonly Seen[], version: string, replay: boolean): void {
    const wentBack = compareResourceVersions(version, this.#watched) < 0;
    if (wentBack) this.#tombstones.clear();
    this.#watched = version;
    const listed = new Set<string>();
    for (const object of list) {
      const key = printKey(keyOf(object));
      const before = this.#objects.get(key);
      listed.add(key);
      const order = compareResourceVersions(object.metadata.resourceVersion, before?.metadata.resourceVersion);
      const known = before !== undefined && (wentBack ? order === 0 : order <= 0);
      if (known || this.#isBuried(object) || !this.#lens.holds(object)) continue;
      this.#swap(key, before, this.#finish(this.#lens.keep(object)), replay);
    }
    for (const { metadata } of this.#objects.sorted()) {
      const key = printKey(metadata);
      const before = this.#objects.get(key);
      if (before === undefined || listed.has(key)) continue;
      if (wentBack || compareResourceVersions(before.metadata.resourceVersion, version) <= 0) this.#change(key, before, undefined, false);
    }
  }

  get(key: ObjectKey): Seen | undefined {
    return this.#objects.get(printKey(key));
  }

  addIndexes(indexes: Readonly<Record<string, (object: never) => readonly string[]>>): void {
    for (const [name, valuesOf] of Object.entries(indexes)) {
      if (!this.#indexes.has(name))
        this.#indexes.set(name, new ObjectIndex(valuesOf as (object: Seen) => readonly string[], this.#objects));
    }
  }

  list({ namespace, labels = {}, index }: CachedSelection): readonly Seen[] {
    const constraints: Constraint[] = [];
    if (index !== undefined) {
      const declared = this.#indexes.get(index.name);
      if (declared === undefined) throw new Error(`no index ${index.name} was declared`);
      const bucket = declared.find(index.value);
      constraints.push({ bucket, holds: (object) => bucket?.get(printKey(keyOf(object))) !== undefined });
    }
    for (const [label, value] of Object.entries(labels)) {
      constraints.push(
        value === undefined
          ? { bucket: this.#objects, holds: ({ metadata }) => metadata.labels?.[label] !== undefined }
          : { bucket: this.#labelIndex(label).find(value), holds: ({ metadata }) => metadata.labels?.[label] === value },
      );
    }
    if (namespace !== undefined) {
      constraints.push({ bucket: this.#namespaces.find(namespace), holds: ({ metadata }) => metadata.namespace === namespace });
    }
    const [first, ...others] = constraints.toSorted((a, b) => (a.bucket?.size ?? 0) - (b.bucket?.size ?? 0));
    if (first === undefined) return this.#objects.sorted();
    const sorted = first.bucket?.sorted() ?? [];
    // Only presence of a label is asked for of every object; all else is true of what its own bucket holds.
    const asked = first.bucket === this.#objects ? constraints : others;
    return asked.length === 0 ? sorted : sorted.filter((object) => asked.every(({ holds }) => holds(object)));
  }

  /** Calls back for what is there, then on every change. Returns how to stop. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    for (const after of this.#objects.sorted()) this.#tell(listener, { after, replay: true });
    return () => this.#listeners.delete(listener);
  }

  #swap(key: string, before: Seen | undefined, after: Seen, replay: boolean): void {
    const sameObject = before === undefined || before.metadata.uid === after.metadata.uid;
    // Deleted and made again: two objects that share a name. Nobody should compare them.
    if (!sameObject) this.#change(key, before, undefined, false);
    this.#change(key, sameObject ? before : undefined, after, replay);
  }

  #change(key: string, before: Seen | undefined, after: Seen | undefined, replay: boolean): void {
    if (after === undefined) this.#objects.delete(key);
    else this.#objects.set(key, after);
    for (const index of this.#indexes.values()) index.change(key, before, after);
    for (const index of this.#labelIndexes.values()) index.change(key, before, after);
    this.#namespaces.change(key, before, after);
    const change = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), replay };
    for (const listener of this.#listeners) this.#tell(listener, change);
  }

  #tell(listener: Listener, change: Change): void {
    try {
      listener(change);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Labels that are asked for are indexed from then on: there are few of them, and they are asked for all the time. */
  #labelIndex(label: string): ObjectIndex {
    let index = this.#labelIndexes.get(label);
    if (index === undefined) {
      index = new ObjectIndex(({ metadata }) => {
        const value = metadata.labels?.[label];
        return value === undefined ? [] : [value];
      }, this.#objects);
      this.#labelIndexes.set(label, index);
    }
    return index;
  }

  #bury(uid: string, version: string | undefined): void {
    const known = this.#tombstones.has(uid);
    const until = this.#tombstones.get(uid);
    if (known && (until === undefined || (version !== undefined && compareResourceVersions(version, until) <= 0))) return;
    this.#tombstones.delete(uid);
    this.#tombstones.set(uid, version);
    if (this.#tombstones.size > tombstonesKept) this.#tombstones.delete(this.#tombstones.keys().next().value as string);
  }

  #isBuried({ metadata: { uid = '', resourceVersion } }: Seen): boolean {
    if (!this.#tombstones.has(uid)) return false;
    const until = this.#tombstones.get(uid);
    return until === undefined || compareResourceVersions(resourceVersion, until) <= 0;
  }
}
