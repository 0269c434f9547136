import type { Rule } from './plan.ts';

/** A deleted set deletes its Machines and goes once the last one is gone. */
export const deletion: Rule = ({ stored, machines }) => {
  if (stored.metadata.deletionTimestamp === undefined) return undefined;
  if (machines.length === 0) return { step: 'release' };
  const names = machines
    .filter(({ machine }) => machine.metadata.deletionTimestamp === undefined)
    .map(({ machine }) => machine.metadata.name);
  return names.length === 0 ? { step: 'rest' } : { step: 'delete', names };
};
