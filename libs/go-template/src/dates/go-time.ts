import { civilDay, dayNumber, type CivilDay } from './calendar.ts';

/** A time in a zone. */
export interface GoTime {
  /** Since 1970-01-01T00:00:00Z. */
  readonly nanoseconds: bigint;
  readonly zone: Zone;
}

export interface Zone {
  /** Seconds east of Greenwich. */
  readonly offset: number;
  /** `UTC`; empty where only the offset is known. */
  readonly name: string;
}
export const utc: Zone = { offset: 0, name: 'UTC' };

export const second = 1_000_000_000n;
/** Go's zero time, which is what cannot be read: the start of the year 1. */
export const zeroTime: GoTime = { nanoseconds: -62_135_596_800n * second, zone: utc };

/** Rounds down, unlike the division of bigints. */
export const floorDivide = (one: bigint, other: bigint): bigint => one / other - (one % other < 0n ? 1n : 0n);

/** What clocks and calendars show. */
interface Shown extends CivilDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  /** From Sunday, which is 0. */
  readonly weekday: number;
  /** From 1. */
  readonly yearDay: number;
}

const daySeconds = 86_400;

/** What clocks and calendars of its zone show at a time. */
export function calendarOf({ nanoseconds, zone }: GoTime): Shown {
  const seconds = floorDivide(nanoseconds, second);
  const local = Number(seconds) + zone.offset;
  const number = Math.floor(local / daySeconds);
  const rest = local - number * daySeconds;
  const day = civilDay(number);
  return {
    ...day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    nanosecond: Number(nanoseconds - seconds * second),
    // 1970 began with a Thursday.
    weekday: (((number + 4) % 7) + 7) % 7,
    yearDay: number - dayNumber({ year: day.year, month: 1, day: 1 }) + 1,
  };
}

/** The time at which a clock of the zone shows so many seconds since midnight. */
export const timeAt = (day: CivilDay, seconds: number, zone: Zone): GoTime => ({
  nanoseconds: BigInt(dayNumber(day) * daySeconds + seconds - zone.offset) * second,
  zone,
});
