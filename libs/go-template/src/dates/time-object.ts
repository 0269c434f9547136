import { RefusedByFunction } from '../template-error.ts';
import { GoInteger, int, int64, isGoObject, type GoObject, type Value } from '../value.ts';
import { dayNumber } from './calendar.ts';
import { formatTime } from './format-time.ts';
import { calendarOf, floorDivide, second, utc, zeroTime, type GoTime } from './go-time.ts';
import { months, weekdays } from './layout.ts';

const texts = { Month: months, Weekday: weekdays };
const named = (type: keyof typeof texts, index: number): GoObject => ({
  kind: 'object',
  type: `time.${type}`,
  text: texts[type][type === 'Month' ? index - 1 : index] ?? '',
  member: (name) => {
    if (name === 'String') return texts[type][type === 'Month' ? index - 1 : index] ?? '';
    throw new RefusedByFunction(`can't evaluate field ${name} in type time.${type}`);
  },
});

type Method = (time: GoTime, args: readonly Value[]) => Value;
const part =
  (name: 'year' | 'day' | 'hour' | 'minute' | 'second' | 'nanosecond' | 'yearDay'): Method =>
  (time) =>
    int(calendarOf(time)[name]);

/** What a template may ask of a time: `(toDate "2006-01-02" "2026-11-21").Year`. */
const methods: Readonly<Record<string, Method>> = {
  Year: part('year'),
  Month: (time) => named('Month', calendarOf(time).month),
  Day: part('day'),
  Hour: part('hour'),
  Minute: part('minute'),
  Second: part('second'),
  Nanosecond: part('nanosecond'),
  YearDay: part('yearDay'),
  Weekday: (time) => named('Weekday', calendarOf(time).weekday),
  Unix: ({ nanoseconds }) => int64(floorDivide(nanoseconds, second)),
  UnixMilli: ({ nanoseconds }) => int64(floorDivide(nanoseconds, 1_000_000n)),
  UnixMicro: ({ nanoseconds }) => int64(floorDivide(nanoseconds, 1000n)),
  UnixNano: ({ nanoseconds }) => int64(nanoseconds),
  IsZero: ({ nanoseconds }) => nanoseconds === zeroTime.nanoseconds,
  String: (time) => printTime(time),
  UTC: ({ nanoseconds }) => asObject({ nanoseconds, zone: utc }),
  Format: (time, [layout]) => formatTime(time, textOf(layout)),
  Before: (time, [other]) => time.nanoseconds < timeOf(other).nanoseconds,
  After: (time, [other]) => time.nanoseconds > timeOf(other).nanoseconds,
  Equal: (time, [other]) => time.nanoseconds === timeOf(other).nanoseconds,
  Compare: (time, [other]) => int(sign(time.nanoseconds - timeOf(other).nanoseconds)),
  AddDate: (time, [years, monthCount, days]) => asObject(addDate(time, wholeOf(years), wholeOf(monthCount), wholeOf(days))),
};
const argumentCounts: Readonly<Record<string, number>> = { Format: 1, Before: 1, After: 1, Equal: 1, Compare: 1, AddDate: 3 };

const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);

/** Months and days that there are not run over into the next. */
function addDate(time: GoTime, years: number, monthCount: number, days: number): GoTime {
  const { year, month, day } = calendarOf(time);
  const moved = dayNumber({ year: year + years, month: month + monthCount, day: day + days }) - dayNumber({ year, month, day });
  return { ...time, nanoseconds: time.nanoseconds + BigInt(moved) * 86_400n * second };
}

/** The time as a value of a template. */
export const asObject = (time: GoTime): TimeObject => ({
  kind: 'object',
  type: 'time.Time',
  text: printTime(time),
  json: formatTime(time, '2006-01-02T15:04:05.999999999Z07:00'),
  time,
  member(name, args) {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new RefusedByFunction(`can't evaluate field ${name} in type time.Time`);
    const wanted = argumentCounts[name] ?? 0;
    if (args.length !== wanted) throw new RefusedByFunction(`wrong number of args for ${name}: want ${wanted} got ${args.length}`);
    return method(time, args);
  },
});
interface TimeObject extends GoObject {
  readonly time: GoTime;
}
export const isTime = (value: Value): value is TimeObject => isGoObject(value) && value.type === 'time.Time';

/** The time that a value is; refuses anything else. */
export function timeOf(value: Value): GoTime {
  if (isTime(value)) return value.time;
  throw new RefusedByFunction('expected time.Time');
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw new RefusedByFunction('expected string');
}

function wholeOf(value: Value): number {
  if (value instanceof GoInteger) return Number(value.value);
  throw new RefusedByFunction('expected int');
}

const printTime = (time: GoTime): string => formatTime(time, '2006-01-02 15:04:05.999999999 -0700 MST');
