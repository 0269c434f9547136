import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { Bucket } from './bucket.ts';

type Seen = DeepReadonly<KubernetesObject>;

/** Objects by a value that they have, kept up to date as they change. */
export class ObjectIndex {
  readonly #valuesOf: (object: Seen) => readonly string[];
  readonly #buckets = new Map<string, Bucket>();

  constructor(valuesOf: (object: Seen) => readonly string[], objects: Bucket) {
    this.#valuesOf = valuesOf;
    for (const key of objects.keys()) this.change(key, undefined, objects.get(key));
  }

  change(key: string, before: Seen | undefined, after: Seen | undefined): void {
    for (const value of before === undefined ? [] : this.#valuesOf(before)) {
      const bucket = this.#buckets.get(value);
      bucket?.delete(key);
      if (bucket?.size === 0) this.#buckets.delete(value);
    }
    for (const value of after === undefined ? [] : this.#valuesOf(after)) {
      let bucket = this.#buckets.get(value);
      if (bucket === undefined) this.#buckets.set(value, (bucket = new Bucket()));
      bucket.set(key, after as Seen);
    }
  }

  find(value: string): Bucket | undefined {
    return this.#buckets.get(value);
  }
}
