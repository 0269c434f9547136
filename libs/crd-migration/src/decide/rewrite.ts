import type { Observation, SeenDefinition } from '../observation.ts';
import type { Rule } from './plan.ts';

/** Whether objects may still be stored in another version than the storage version. */
export const mayHoldOldVersions = ({ stored, storage }: SeenDefinition): boolean =>
  stored.length !== 1 || !storage.endsWith(`/${stored[0] ?? ''}`);

export const migratesStorage = ({ phases, definition }: Observation): boolean =>
  phases.includes('StorageVersionMigration') && mayHoldOldVersions(definition);

/** Which objects are stored in an old version cannot be seen from outside, so each is written once. */
export const rewrite: Rule = (seen) => {
  if (!migratesStorage(seen)) return undefined;
  const targets = seen.objects
    .filter(({ rewritten }) => !rewritten)
    .map(({ key, uid, resourceVersion }) => ({ key, uid, resourceVersion }));
  return targets.length === 0 ? undefined : { step: 'rewrite', targets };
};
