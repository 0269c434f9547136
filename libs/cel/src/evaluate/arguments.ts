import { fail, typeNameOf, type CelValue } from './values.ts';

/** A function of CEL: a method takes what it is called on first. It throws for arguments that it cannot take. */
export type CelFunction = (...args: readonly CelValue[]) => CelValue;

/** Functions by name. */
export type CelFunctions = Readonly<Record<string, CelFunction>>;

const wrong = (value: CelValue, wanted: string): never => fail(`no such overload: wanted ${wanted}, not ${typeNameOf(value)}`);

/** An argument as the text it must be. */
export const text = (value: CelValue): string => (typeof value === 'string' ? value : wrong(value, 'string'));
/** An argument as the list it must be. */
export const list = (value: CelValue): readonly CelValue[] => (Array.isArray(value) ? value : wrong(value, 'list'));
/** An argument as the int it must be, for counting. */
export const count = (value: CelValue): number => (typeof value === 'bigint' ? Number(value) : wrong(value, 'int'));
/** An argument as an instance of the class it must be of. */
export function instance<T>(value: CelValue, kind: abstract new (...args: never[]) => T): T {
  return value instanceof kind ? value : wrong(value, kind.name);
}

/** An int, if it fits. */
export const int = (value: bigint): bigint => (value >= -(2n ** 63n) && value < 2n ** 63n ? value : fail('integer overflow'));
