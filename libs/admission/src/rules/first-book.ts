import { keptAside, type KubernetesObject } from '@capi/api';

import type { Admission } from '../webhook.ts';

/** Fields of a kind in v1alpha2 that nothing looks at any more, by their dotted paths, and what to use instead. */
export type WithoutEffect = Readonly<Record<string, string>>;

/** Whether the client wrote in v1alpha2, the version of the first book. */
export const writesFirstVersion = (admission: Pick<Admission, 'requestedVersion'>): boolean => admission.requestedVersion === 'v1alpha2';

/**
 * Tells who writes in v1alpha2 which of the fields they set have no effect any more. They are kept and given back, so that no
 * manifest needs to change for it, but nobody should rely on them.
 */
export function warnOfFieldsWithoutEffect<T extends KubernetesObject>(admission: Admission<T>, fields: WithoutEffect): readonly string[] {
  if (!writesFirstVersion(admission)) return [];
  const kept = keptAside(admission.object as KubernetesObject);
  return Object.entries(fields).flatMap(([path, instead]) => {
    const isSet = [...kept].some(([field, value]) => value !== null && (field === path || field.startsWith(`${path}.`)));
    return isSet ? [`${path} has no effect any more: ${instead}`] : [];
  });
}
