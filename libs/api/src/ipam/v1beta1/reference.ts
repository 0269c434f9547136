import { atomicStruct, optional, text } from '../../schema/vocabulary.ts';

/** Refers to an object of a known kind in the same namespace, as old versions do. */
export const OldLocalReference = (meaning: string, kind: string) =>
  atomicStruct(meaning, { name: optional(text(`Name of the ${kind}.`, { default: '' })) });

/** Refers to a pool of addresses, as old versions do. */
export const OldPoolReference = (meaning: string) =>
  atomicStruct(meaning, {
    apiGroup: optional(text('API group of the pool; absent means the core group.')),
    kind: text('Kind of the pool.'),
    name: text('Name of the pool.'),
  });
