import type { Rule } from './plan.ts';

/** A deleted deployment deletes its sets and goes once the last one is gone. */
export const deletion: Rule = ({ stored, sets }) => {
  if (stored.metadata.deletionTimestamp === undefined) return undefined;
  if (sets.length === 0) return { step: 'release' };
  const names = sets
    .filter(({ machineSet }) => machineSet.metadata.deletionTimestamp === undefined)
    .map(({ machineSet }) => machineSet.metadata.name);
  return names.length === 0 ? { step: 'rest' } : { step: 'delete', names };
};
