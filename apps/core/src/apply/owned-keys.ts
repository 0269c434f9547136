import type { KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Labels and annotations as somebody wants them. */
export interface WantedMetadata {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const maps = ['labels', 'annotations'] as const;

/** Whether all labels and annotations that are wanted are there. */
export const hasMetadata = ({ metadata }: { readonly metadata: WantedMetadata }, wanted: WantedMetadata): boolean =>
  maps.every((map) => Object.entries(wanted[map] ?? {}).every(([key, value]) => metadata[map]?.[key] === value));

/**
 * Whether there are labels or annotations beyond the wanted ones. They may be somebody else's, or left from an earlier wish: only
 * the API server's record of field managers tells, and it is not cached.
 */
export const hasMore = ({ metadata }: { readonly metadata: WantedMetadata }, wanted: WantedMetadata): boolean =>
  maps.some((map) => extraKeys(metadata[map] ?? {}, wanted[map] ?? {}).length > 0);

/** The keys of `have` that are not wanted. */
export const extraKeys = (have: Readonly<Record<string, string>>, want: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(have).filter((key) => !(key in want));

/** The keys of an object's labels or annotations that field managers have applied, as `metadata.managedFields` says. */
export function ownedKeys(
  object: DeepReadonly<KubernetesObject>,
  managers: readonly string[],
  map: (typeof maps)[number],
): readonly string[] {
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
