import { column } from '../schema/columns.ts';

/** The pool that an address is taken from. */
export const poolColumns = [
  column('Pool Name', 'string', '.spec.poolRef.name', 'Name of the pool of addresses'),
  column('Pool Kind', 'string', '.spec.poolRef.kind', 'Kind of the pool of addresses'),
] as const;
