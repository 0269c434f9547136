import type { Functions } from '../function.ts';

/** The functions of sprig that need nothing from outside. */
export const sprigFunctions: Functions = {};
