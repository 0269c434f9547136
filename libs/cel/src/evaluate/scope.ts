import { fail, type CelValue } from './values.ts';

/** Names and what they stand for, innermost first. */
export interface Scope {
  readonly name: string;
  readonly value: CelValue;
  readonly outer: Scope | undefined;
}

/** An expression that can be evaluated. */
export type Evaluate = (scope: Scope | undefined) => CelValue;

/** A value as true or false, which it must be. */
export const truth = (value: CelValue): boolean => (typeof value === 'boolean' ? value : fail('no such overload: wanted bool'));
