import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

type Seen = DeepReadonly<KubernetesObject>;

/** A set of objects by key that remembers its sorted list until it changes. */
export class Bucket {
  readonly #objects = new Map<string, Seen>();
  #sorted: readonly Seen[] | undefined;

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): Seen | undefined {
    return this.#objects.get(key);
  }

  set(key: string, object: Seen): void {
    this.#objects.set(key, object);
    this.#sorted = undefined;
  }

  delete(key: string): void {
    if (this.#objects.delete(key)) this.#sorted = undefined;
  }

  keys(): Iterable<string> {
    return this.#objects.keys();
  }

  /** By namespace, then by name, so that whoever iterates does so in the same order everywhere. */
  sorted(): readonly Seen[] {
    this.#sorted ??= [...this.#objects.values()].toSorted(byNamespaceAndName);
    return this.#sorted;
  }
}

function byNamespaceAndName({ metadata: a }: Seen, { metadata: b }: Seen): number {
  const left = a.namespace ?? '';
  const right = b.namespace ?? '';
  if (left !== right) return left < right ? -1 : 1;
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
