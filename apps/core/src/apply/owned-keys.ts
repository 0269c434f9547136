import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Maps whose keys a field manager can own one by one. */
export type OwnableMap = 'labels' | 'annotations';

/** The keys of an object's labels or annotations that a field manager has applied, as `metadata.managedFields` says. */
export function ownedKeys(object: DeepReadonly<KubernetesObject>, managers: readonly string[], map: OwnableMap): readonly string[] {
  return (object.metadata.managedFields ?? [])
    .filter((entry) => entry.operation === 'Apply' && managers.includes(entry.manager ?? ''))
    .flatMap((entry) => Object.keys(child(child(entry.fieldsV1, 'f:metadata'), `f:${map}`)))
    .filter((key) => key.startsWith('f:'))
    .map((key) => key.slice('f:'.length));
}

const child = (value: unknown, key: string): object => {
  const found = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return typeof found === 'object' && found !== null ? found : {};
};

/**
 * Whether an object's labels and annotations are as an apply would leave them: what is wanted is there, and nothing that was
 * applied before is there any more without being wanted.
 */
export function hasMetadata(
  object: DeepReadonly<KubernetesObject>,
  wanted: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> },
  managers: readonly string[],
): boolean {
  return (['labels', 'annotations'] as const).every((map) => {
    const [have, want] = [object.metadata[map] ?? {}, wanted[map] ?? {}];
    return (
      Object.entries(want).every(([key, value]) => have[key] === value) && ownedKeys(object, managers, map).every((key) => key in want)
    );
  });
}
