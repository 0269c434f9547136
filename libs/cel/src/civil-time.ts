/** A day and a time of day, without a place. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly nanos: number;
}

const perSecond = 1_000_000_000n;
const perDay = 86_400n;
/** Days of the Gregorian calendar until 1970, and of the 400 years after which it repeats itself. */
const daysBefore1970 = 719_468;
const daysOfEra = 146_097;

const floorDivide = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by;

/** Days since 1970 of a day of the Gregorian calendar; years are counted from March, so that leap days come last. */
export function daysSince1970(year: number, month: number, day: number): number {
  const fromMarch = month <= 2 ? year - 1 : year;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysOfEra + dayOfEra - daysBefore1970;
}

/** The civil time of so many nanoseconds since 1970. */
export function civilTime(nanos: bigint): CivilTime {
  const seconds = floorDivide(nanos, perSecond);
  const days = floorDivide(seconds, perDay);
  const ofDay = Number(seconds - days * perDay);
  return {
    ...civilDay(Number(days)),
    hours: Math.floor(ofDay / 3600),
    minutes: Math.floor((ofDay % 3600) / 60),
    seconds: ofDay % 60,
    nanos: Number(nanos - seconds * perSecond),
  };
}

function civilDay(days: number): Pick<CivilTime, 'year' | 'month' | 'day'> {
  const shifted = days + daysBefore1970;
  const era = Math.floor(shifted / daysOfEra);
  const ofEra = shifted - era * daysOfEra;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: year + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

/** Days of a month. */
export function daysOfMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : ([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

const written = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2}))?$/;

/** A moment as it is written: nanoseconds since 1970, and how many seconds the zone is ahead. */
export interface WrittenTime {
  readonly nanos: bigint;
  readonly offset: number;
}

/** What RFC 3339 calls a date-time, or a bare date at midnight; undefined for other texts. */
export function parseTime(text: string): WrittenTime | undefined {
  const [whole, ...parts] = written.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(0, 6).map((part) => Number(part ?? '0'));
  const offset = offsetOf(parts[7] ?? 'Z');
  if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month) || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  if (offset === undefined) return undefined;
  const total = BigInt(daysSince1970(year, month, day)) * perDay + BigInt(hours * 3600 + minutes * 60 + seconds - offset);
  return { nanos: total * perSecond + BigInt((parts[6] ?? '').slice(0, 9).padEnd(9, '0')), offset };
}

/** Seconds that a zone such as `+01:30` is ahead; undefined for other texts. */
export function offsetOf(zone: string): number | undefined {
  const [whole, sign, hours = '', minutes = ''] = /^(?:[Zz]|([+-]?)(\d{2}):(\d{2}))$/.exec(zone) ?? [];
  if (whole === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (Number(hours) * 3600 + Number(minutes) * 60) * (sign === '-' ? -1 : 1);
}

/** As RFC 3339 writes a moment, with as many digits of the second as it needs. */
export function printTime({ nanos, offset }: WrittenTime): string {
  const { year, month, day, hours, minutes, seconds, nanos: rest } = civilTime(nanos + BigInt(offset) * perSecond);
  const two = (value: number): string => String(value).padStart(2, '0');
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(9, '0').replace(/0+$/, '')}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds)}${fraction}${printOffset(offset)}`;
}

function printOffset(offset: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(offset);
  return offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(size / 3600)}:${two((size % 3600) / 60)}`;
}
