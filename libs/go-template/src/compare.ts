import { RefusedByFunction } from './template-error.ts';
import { byBytes, GoInteger, isGoObject, isList, isMap, typeName, type Value } from './value.ts';

type BasicKind = 'bool' | 'integer' | 'float' | 'string';

function basicKind(value: Value): BasicKind | undefined {
  if (value instanceof GoInteger) return 'integer';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float';
  return typeof value === 'string' ? 'string' : undefined;
}

const isNothing = (value: Value): boolean => value === undefined || value === null;

/** Go's `eq`: an integer is not comparable with a float, and so is not a number of the data with one of the template. */
export function isEqual(one: Value, other: Value): boolean {
  const [kind, otherKind] = [basicKind(one), basicKind(other)];
  if (kind !== otherKind) {
    if (isNothing(one) || isNothing(other)) return false;
    throw new RefusedByFunction('incompatible types for comparison');
  }
  if (kind === 'integer') return (one as GoInteger).value === (other as GoInteger).value;
  if (kind !== undefined) return one === other;
  if (isNothing(one) || isNothing(other)) return isNothing(one) === isNothing(other);
  if (isList(one) || isMap(one)) throw new RefusedByFunction(`non-comparable type ${typeName(one)}`);
  return isGoObject(one) && one === other;
}

/** Negative when `one` comes first; refuses what has no order. */
export function compare(one: Value, other: Value): number {
  const [kind, otherKind] = [basicKind(one), basicKind(other)];
  if (kind === undefined || otherKind === undefined || kind === 'bool') throw new RefusedByFunction('invalid type for comparison');
  if (kind !== otherKind) throw new RefusedByFunction('incompatible types for comparison');
  switch (kind) {
    case 'integer': {
      const difference = (one as GoInteger).value - (other as GoInteger).value;
      return difference < 0n ? -1 : difference > 0n ? 1 : 0;
    }
    case 'float':
      return (one as number) - (other as number);
    case 'string':
      return byBytes(one as string, other as string);
  }
}
