import { instance, type CelFunctions } from '../arguments.ts';
import { CelDuration, CelOptional, CelTimestamp, entriesOf, isNumber, Uint, type CelValue } from '../values.ts';
import { present } from './lists.ts';

/** Whether a value is what its type is without anything: 0, an empty text, false. */
function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === '') return true;
  if (isNumber(value)) return value instanceof Uint ? value.value === 0n : value === 0n || value === 0;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof CelDuration || value instanceof CelTimestamp) return value.nanos === 0n;
  return entriesOf(value)?.length === 0;
}

export const optionalFunctions: CelFunctions = {
  'optional.none': () => CelOptional.none,
  'optional.of': (value) => new CelOptional(value),
  'optional.ofNonZeroValue': (value) => (isZero(value) ? CelOptional.none : new CelOptional(value)),
  'optional.unwrap': present,
};

const optional = (value: CelValue): CelOptional => instance(value, CelOptional);

export const optionalMethods: CelFunctions = {
  hasValue: (value) => optional(value).hasValue,
  value: (value) => optional(value).value(),
  or: (value, other) => (optional(value).hasValue ? value : optional(other)),
  orValue: (value, other) => optional(value).orElse(() => other),
};
