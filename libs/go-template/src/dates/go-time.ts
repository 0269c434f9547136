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

/** What clocks and calendars of the zone show. */
export function calendarOf({ nanoseconds, zone }: GoTime): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  readonly weekday: number;
  readonly yearDay: number;
} {
  const seconds = floorDivide(nanoseconds, second);
  const date = new Date((Number(seconds) + zone.offset) * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond: Number(nanoseconds - seconds * second),
    weekday: date.getUTCDay(),
    yearDay: Math.floor((date.getTime() - startOfDay(year, 1, 1)) / 86_400_000) + 1,
  };
}

/** Milliseconds since 1970; unlike `Date.UTC` it takes years below 100 for what they are. */
export const startOfDay = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month - 1, day);
