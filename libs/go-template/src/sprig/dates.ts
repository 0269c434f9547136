import { parseNanoseconds, printNanoseconds } from '@capi/seams';

import { floorDivide, second, zeroTime, type GoTime } from '../dates/go-time.ts';
import { parseTime } from '../dates/parse-time.ts';
import { asObject, isTime, timeOf } from '../dates/time-object.ts';
import { fn, impure, type Functions } from '../function.ts';
import { required, type Surroundings } from '../surroundings.ts';
import { RefusedByFunction } from '../template-error.ts';
import { GoInteger, type Value } from '../value.ts';
import { readDecimal } from './read-number.ts';

const now = (surroundings: Surroundings): bigint => BigInt(required(surroundings, 'clock').now()) * 1_000_000n;

/** A number of Go's type; numbers of other types are none here. */
const ofType = (value: Value, ...types: readonly string[]): bigint | undefined =>
  value instanceof GoInteger && types.includes(value.type) ? value.value : undefined;

/** How long ago a time is, or a number of seconds since 1970; anything else is now. */
const ago = impure(['any'], (surroundings, value) => {
  const current = now(surroundings);
  const seconds = ofType(value, 'int', 'int64');
  const moment = isTime(value) ? value.time.nanoseconds : seconds === undefined ? current : seconds * second;
  const passed = current - moment;
  const half = passed < 0n ? -second / 2n : second / 2n;
  return printNanoseconds(((passed + half) / second) * second);
});

const hour = 3600n * second;
/** The largest first. A month has 30 days here. */
const units: readonly (readonly [string, bigint])[] = [
  ['y', 365n * 24n * hour],
  ['mo', 30n * 24n * hour],
  ['d', 24n * hour],
  ['h', hour],
  ['m', 60n * second],
  ['s', second],
];

/** A length of time in the largest unit that it has more than one of, cut off: `2h10m` is `2h`. Of a time it is how far away that is. */
const durationRound = impure(['any'], (surroundings, value) => {
  const length = lengthOf(surroundings, value);
  const size = length < 0n ? -length : length;
  const [unit, factor] = units.find(([, each]) => size > each) ?? ['s', second];
  return `${size / factor}${unit}`;
});

function lengthOf(surroundings: Surroundings, value: Value): bigint {
  if (typeof value === 'string') return parseNanoseconds(value) ?? 0n;
  if (isTime(value)) return now(surroundings) - value.time.nanoseconds;
  return ofType(value, 'int64') ?? 0n;
}

function parsed(layout: string, text: string): GoTime {
  const time = parseTime(layout, text);
  if (time === undefined) throw new RefusedByFunction(`cannot parse ${JSON.stringify(text)} as ${JSON.stringify(layout)}`);
  return time;
}

const modify = fn(['string', 'object'], (change, date) => {
  const time = timeOf(date);
  const length = parseNanoseconds(change);
  if (length === undefined) throw new RefusedByFunction(`invalid duration ${JSON.stringify(change)}`);
  return asObject({ ...time, nanoseconds: time.nanoseconds + length });
});

/** Dates. They come from `toDate` alone: what would tell the time itself is not part of the set. */
export const dates: Functions = {
  ago,
  duration: fn(['any'], (value) => {
    const seconds = typeof value === 'string' ? readDecimal(value) : (ofType(value, 'int64') ?? 0n);
    return printNanoseconds(BigInt.asIntN(64, seconds * second));
  }),
  durationRound,
  toDate: fn(['string', 'string'], (layout, text) => asObject(parseTime(layout, text) ?? zeroTime)),
  mustToDate: fn(['string', 'string'], (layout, text) => asObject(parsed(layout, text))),
  mustDateModify: modify,
  must_date_modify: modify,
  unixEpoch: fn(['object'], (date) => String(floorDivide(timeOf(date).nanoseconds, second))),
};
