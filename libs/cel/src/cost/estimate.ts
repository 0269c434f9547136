import type { DeclaredType, ValueKind } from '../declared-type.ts';
import { exactly, nothing, union, type Range } from './range.ts';

/** What is known of a value while its cost is estimated. */
export interface Estimate {
  readonly cost: Range;
  readonly kind: ValueKind;
  /** Items of a list, values of a map, as far as they are known. */
  readonly element?: Known | undefined;
  /** Where the value comes from in what is declared: `['self', 'spec', '@items']`; absent for what the rule makes itself. */
  readonly path?: readonly string[];
  readonly size?: Range | undefined;
  /** Its size as a call gives it, whatever is declared where the path leads. */
  readonly computed?: Range | undefined;
  /** Sizes of keys and values, when the rule itself makes the list or map. */
  readonly entry?: Entry | undefined;
}
export interface Known {
  readonly kind: ValueKind;
  readonly element?: Known | undefined;
}
interface Entry {
  readonly isList: boolean;
  readonly key: Range;
  readonly value: Range;
}

export const one = exactly(1);
/** Of making a list, or a map. */
export const listCost = 10;
export const mapCost = 30;
export const anything: Known = { kind: 'dyn' };

export const knownOf = (type: DeclaredType): Known => ({
  kind: type.kind,
  ...(type.element === undefined ? {} : { element: knownOf(type.element) }),
});

/** Sizes of keys and values of whichever of two lists or maps it is; unknown unless they are of both. */
export function eitherEntry({ entry: left }: Estimate, { entry: right }: Estimate): Entry | undefined {
  if (left === undefined || right === undefined) return undefined;
  return { isList: left.isList, key: union(left.key, right.key), value: union(left.value, right.value) };
}

export function estimateLiteral(value: unknown): Estimate {
  if (typeof value === 'string') return { cost: nothing, kind: 'string', size: exactly(Array.from(value).length) };
  if (value instanceof Uint8Array) return { cost: nothing, kind: 'bytes', size: exactly(value.length) };
  return { cost: nothing, kind: kindOfScalar(value), size: one };
}

function kindOfScalar(value: unknown): ValueKind {
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'double';
  return value === null ? 'null' : 'uint';
}
