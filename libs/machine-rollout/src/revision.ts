import { terminal } from '@capi/seams';

/**
 * The revision of the current MachineSet: one above the highest of the others, and never below its own. Old sets keep theirs, so
 * a set that becomes current again by a roll back gets a fresh one.
 * @param own the set's own revision; absent for a set about to be made
 * @param others the others' revisions; what is no number is ignored
 * @throws a terminal OperationError when the set's own revision is no number
 * @see upstream v1.14.0 core/reconcilers/machinedeployment (behaviour)
 */
export function nextRevision(own: string | undefined, others: readonly (string | undefined)[]): string {
  const highest = others.reduce((most, other) => Math.max(most, parseRevision(other) ?? 0), 0);
  if (own === undefined || own === '') return String(highest + 1);
  const kept = parseRevision(own);
  if (kept === undefined) {
    throw terminal({ action: 'number a revision', why: `revision ${JSON.stringify(own)} is no number`, hint: 'remove the annotation' });
  }
  return String(Math.max(kept, highest + 1));
}

/** The number of a revision annotation; undefined when it is absent or no number. */
export const parseRevision = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/**
 * The history of a set whose revision moved on: the earlier numbers, oldest first, joined by commas.
 * @returns undefined when there is nothing to remember
 */
export function revisionHistory(history: string | undefined, before: string | undefined, after: string): string | undefined {
  if (before === undefined || before === '' || before === after) return history;
  return history === undefined || history === '' ? before : `${history},${before}`;
}
