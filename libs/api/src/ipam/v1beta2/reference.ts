import { dnsSubdomain, kindName } from '../../schema/patterns.ts';
import { struct, text } from '../../schema/vocabulary.ts';

const name = (kind: string) => text(`Name of the ${kind}.`, { minLength: 1, maxLength: 253, pattern: dnsSubdomain });

/** Refers to an object of a known kind in the same namespace. */
export const LocalReference = (meaning: string, kind: string) => struct(meaning, { name: name(kind) });

/** Refers to a pool of addresses, whose kind belongs to whichever IPAM provider looks after it. */
export const PoolReference = (meaning: string) =>
  struct(meaning, {
    apiGroup: text('API group of the pool.', { minLength: 1, maxLength: 253, pattern: dnsSubdomain }),
    kind: text('Kind of the pool.', { minLength: 1, maxLength: 63, pattern: kindName }),
    name: name('pool'),
  });
