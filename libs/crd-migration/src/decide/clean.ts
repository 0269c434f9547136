import type { ManagedFieldsEntry } from '@capi/api';

import type { SeenDefinition } from '../observation.ts';
import type { Rule } from './plan.ts';

/**
 * Managed fields without the entries of versions that are not served any more, which an API server could not convert. When nothing
 * would remain, an entry for the name alone stands for the first of them: without any entry the next apply would take everything for
 * the property of an unknown manager.
 * @returns undefined when nothing needs to change
 */
export function servedManagedFields(
  entries: readonly ManagedFieldsEntry[],
  { served, storage }: Pick<SeenDefinition, 'served' | 'storage'>,
): readonly ManagedFieldsEntry[] | undefined {
  const isServed = ({ apiVersion = '' }: ManagedFieldsEntry): boolean => served.includes(apiVersion);
  const first = entries.find((entry) => !isServed(entry));
  if (first === undefined) return undefined;
  const kept = entries.filter(isServed);
  if (kept.length > 0) return kept;
  const { manager, operation } = first;
  return [
    {
      ...(manager === undefined ? {} : { manager }),
      ...(operation === undefined ? {} : { operation }),
      apiVersion: storage,
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:metadata': { 'f:name': {} } },
    },
  ];
}

/** Takes versions that are gone out of the managed fields of objects. */
export const clean: Rule = ({ phases, definition, objects }) => {
  if (!phases.includes('CleanupManagedFields')) return undefined;
  const targets = objects.flatMap(({ key, uid, resourceVersion, managedFields }) => {
    const served = servedManagedFields(managedFields, definition);
    return served === undefined ? [] : [{ key, uid, resourceVersion, managedFields: served }];
  });
  return targets.length === 0 ? undefined : { step: 'clean', targets };
};
