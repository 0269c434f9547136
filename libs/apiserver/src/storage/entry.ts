import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** An object as it is stored: immutable, shared by every reader. */
export type StoredObject = DeepReadonly<KubernetesObject>;

/** Turns an object of the storage version into another served version. */
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
  readonly #texts = new Map<string, string>();
  readonly #lines = new Map<string, Line>();
  #past = false;

  constructor(key: string, object: StoredObject, revision: number, toVersion: ToVersion) {
    this.key = key;
    this.object = object;
    this.revision = revision;
    this.#toVersion = toVersion;
  }

  /** The object in one of its served versions. */
  in(apiVersion: string): StoredObject {
    if (this.object.apiVersion === apiVersion) return this.object;
    return this.#remember(this.#objects, apiVersion, () => this.#toVersion(this.object, apiVersion));
  }

  /** The object as JSON in one of its served versions. */
  json(apiVersion: string): string {
    return this.#remember(this.#texts, apiVersion, () => JSON.stringify(this.in(apiVersion)));
  }

  /** Its metadata as a `PartialObjectMetadata`. */
  metadataJson(): string {
    return this.#remember(this.#texts, 'metadata', () =>
      JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: this.object.metadata }),
    );
  }

  /** @param apiVersion or `metadata` for a line that shows metadata only */
  line(type: string, apiVersion: string): Line {
    return this.#remember(this.#lines, `${type} ${apiVersion}`, () => {
      const object = apiVersion === 'metadata' ? this.metadataJson() : this.json(apiVersion);
      return new Line(`{"type":"${type}","object":${object}}\n`);
    });
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
    const metadata = { ...this.object.metadata, resourceVersion: String(revision) };
    return new Entry(this.key, { ...this.object, metadata }, revision, this.#toVersion);
  }

  #remember<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (!this.#past) cache.set(key, made);
    return made;
  }
}
