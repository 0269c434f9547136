import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** An object as it is stored: immutable, shared by every reader. */
export type StoredObject = DeepReadonly<KubernetesObject>;

/** Turns an object of the storage version into another served version, where that takes no webhook. */
export type ToVersion = (object: StoredObject, apiVersion: string) => StoredObject;

/** Text that goes to many receivers: its bytes are made once, and only when a socket wants them. */
export class Line {
  readonly text: string;
  #bytes: Uint8Array | undefined;

  constructor(text: string) {
    this.text = text;
  }

  bytes(): Uint8Array {
    return (this.#bytes ??= Buffer.from(this.text));
  }
}

/**
 * One state of one object. Its encodings are made on first use and kept while it is the present one, so however many read or watch
 * it, it is encoded once.
 */
export class Entry {
  readonly key: string;
  readonly object: StoredObject;
  readonly revision: number;
  readonly #toVersion: ToVersion;
  readonly #objects = new Map<string, StoredObject>();
  /** What webhooks made of it: asking again is dear, so it is kept as long as the state itself. */
  readonly #learned = new Map<string, StoredObject>();
  readonly #learning = new Map<string, Promise<void>>();
  readonly #texts = new Map<string, string>();
  readonly #lines = new Map<string, Line>();
  #past = false;

  constructor(key: string, object: StoredObject, revision: number, toVersion: ToVersion) {
    this.key = key;
    this.object = object;
    this.revision = revision;
    this.#toVersion = toVersion;
  }

  /** The object in one of its served versions; one that takes a webhook has to be learned first. */
  in(apiVersion: string): StoredObject {
    if (this.object.apiVersion === apiVersion) return this.object;
    const learned = this.#learned.get(apiVersion);
    if (learned !== undefined) return learned;
    return this.#remember(this.#objects, apiVersion, () => this.#toVersion(this.object, apiVersion));
  }

  /** The object as JSON in one of its served versions. */
  json(apiVersion: string): string {
    return this.#remember(this.#texts, apiVersion, () => JSON.stringify(this.in(apiVersion)));
  }

  /** Its metadata, as one of its served versions has it, as a `PartialObjectMetadata`. */
  metadataJson(version: string): string {
    return this.#remember(this.#texts, `metadata ${version}`, () =>
      JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: this.in(version).metadata }),
    );
  }

  line(type: string, apiVersion: string): Line {
    return this.#remember(this.#lines, `${type} ${apiVersion}`, () => new Line(`{"type":"${type}","object":${this.json(apiVersion)}}\n`));
  }

  /** A line that shows metadata only. */
  metadataLine(type: string, version: string): Line {
    return this.#remember(
      this.#lines,
      `${type} metadata ${version}`,
      () => new Line(`{"type":"${type}","object":${this.metadataJson(version)}}\n`),
    );
  }

  /** Whether the version needs no webhook, or none any more. */
  knows(apiVersion: string): boolean {
    return this.object.apiVersion === apiVersion || this.#learned.has(apiVersion);
  }

  /** What is on its way; undefined when nobody has asked yet. */
  learning(apiVersion: string): Promise<void> | undefined {
    return this.#learning.get(apiVersion);
  }

  /** Takes what a webhook makes of the object, once it is there. A failure is forgotten, so that the next reader asks again. */
  learn(apiVersion: string, converted: Promise<StoredObject>): void {
    const learned = converted
      .then((object) => void this.#learned.set(apiVersion, object))
      .finally(() => {
        if (this.#learning.get(apiVersion) === learned) this.#learning.delete(apiVersion);
      });
    this.#learning.set(apiVersion, learned);
  }

  /** Versions are converted otherwise from now on. */
  forgetVersions(): void {
    this.#learned.clear();
    this.#learning.clear();
    const past = this.#past;
    this.retire();
    this.#past = past;
  }

  /** Every watcher has been told: its lines are not needed again. */
  told(): void {
    this.#lines.clear();
  }

  /** It is history now, which may be asked for once more but is not worth the memory. */
  retire(): void {
    this.#past = true;
    this.#objects.clear();
    this.#texts.clear();
    this.#lines.clear();
  }

  /** The same content as of a later revision: how a watcher sees an object go. */
  at(revision: number): Entry {
    const stamped = (object: StoredObject): StoredObject => ({
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(revision) },
    });
    const entry = new Entry(this.key, stamped(this.object), revision, this.#toVersion);
    for (const [apiVersion, object] of this.#learned) entry.#learned.set(apiVersion, stamped(object));
    return entry;
  }

  #remember<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (!this.#past) cache.set(key, made);
    return made;
  }
}
