import { int } from './arguments.ts';
import { CelDuration, CelTimestamp, compareValues, entriesOf, fail, isEqual, Uint, valueAt, type CelValue } from './values.ts';

type Binary = (left: CelValue, right: CelValue) => CelValue;

const noOverload = (): never => fail('no such overload');

const sum: Binary = (left, right) => {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...(left as CelValue[]), ...(right as CelValue[])];
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Uint8Array.from([...left, ...right]);
  if (left instanceof CelDuration && right instanceof CelDuration) return new CelDuration(left.nanos + right.nanos);
  if (left instanceof CelTimestamp && right instanceof CelDuration) return new CelTimestamp(left.nanos + right.nanos, left.offset);
  if (left instanceof CelDuration && right instanceof CelTimestamp) return new CelTimestamp(left.nanos + right.nanos, right.offset);
  return numeric(
    left,
    right,
    (one, other) => one + other,
    (one, other) => one + other,
  );
};

const difference: Binary = (left, right) => {
  if (left instanceof CelDuration && right instanceof CelDuration) return new CelDuration(left.nanos - right.nanos);
  if (left instanceof CelTimestamp && right instanceof CelTimestamp) return new CelDuration(left.nanos - right.nanos);
  if (left instanceof CelTimestamp && right instanceof CelDuration) return new CelTimestamp(left.nanos - right.nanos, left.offset);
  return numeric(
    left,
    right,
    (one, other) => one - other,
    (one, other) => one - other,
  );
};

/** Both operands are of the same type. */
function numeric(
  left: CelValue,
  right: CelValue,
  ints: (one: bigint, other: bigint) => bigint,
  doubles: (one: number, other: number) => number,
): CelValue {
  if (typeof left === 'bigint' && typeof right === 'bigint') return int(ints(left, right));
  if (left instanceof Uint && right instanceof Uint) return new Uint(ints(left.value, right.value));
  return typeof left === 'number' && typeof right === 'number' ? doubles(left, right) : noOverload();
}

const nonZero =
  (run: (one: bigint, other: bigint) => bigint, problem: string) =>
  (one: bigint, other: bigint): bigint =>
    other === 0n ? fail(problem) : run(one, other);

const order =
  (holds: (comparison: number) => boolean): Binary =>
  (left, right) =>
    holds(compareValues(left, right));

const contains: Binary = (item, container) => {
  if (Array.isArray(container)) return container.some((each) => isEqual(each, item));
  return entriesOf(container) === undefined ? noOverload() : valueAt(container, item) !== undefined;
};

/** Operators with two operands that are both always looked at. */
export const binaryOperators: Readonly<Record<string, Binary>> = {
  '+': sum,
  '-': difference,
  '*': (left, right) =>
    numeric(
      left,
      right,
      (one, other) => one * other,
      (one, other) => one * other,
    ),
  '/': (left, right) =>
    numeric(
      left,
      right,
      nonZero((one, other) => one / other, 'division by zero'),
      (one, other) => one / other,
    ),
  '%': (left, right) =>
    numeric(
      left,
      right,
      nonZero((one, other) => one % other, 'modulus by zero'),
      noOverload,
    ),
  '==': isEqual,
  '!=': (left, right) => !isEqual(left, right),
  '<': order((comparison) => comparison < 0),
  '<=': order((comparison) => comparison <= 0),
  '>': order((comparison) => comparison > 0),
  '>=': order((comparison) => comparison >= 0),
  in: contains,
};

/** The other sign of a number. */
export function negated(value: CelValue): CelValue {
  if (typeof value === 'bigint') return int(-value);
  return typeof value === 'number' ? -value : noOverload();
}
