import { wait, type Rule } from './plan.ts';

/**
 * Workers first, then every control-plane Machine at once: nobody needs this etcd any more, so there is neither a leader to move nor
 * a member to remove. The finalizer goes with the last Machine.
 */
export const deletion: Rule = (seen) => {
  if (!seen.deleting) return undefined;
  if (seen.machines.length === 0) return seen.claimed ? { step: 'finalize' } : { step: 'rest' };
  if (seen.workers.length > 0) return wait('delete', [{ kind: 'workers-remain', machines: seen.workers }]);
  const left = seen.machines.filter((machine) => machine.deletingSince === undefined || machine.hooked);
  if (left.length > 0) return { step: 'delete-all', names: left.map(({ name }) => name) };
  const [first, ...others] = seen.machines.map(({ name }) => ({ kind: 'machine-deleting', machine: name }) as const);
  return first === undefined ? undefined : wait('delete', [first, ...others]);
};
