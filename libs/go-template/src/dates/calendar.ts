/** A day of the calendar that is used today, also for the time before it was. */
export interface CivilDay {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** From 1. */
  readonly day: number;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0));
export const daysInYear = (year: number): number => (isLeap(year) ? 366 : 365);

/** Days in the whole years from year 0 up to, and without, this one. */
const daysBefore = (year: number): number => {
  const last = year - 1;
  return year * 365 + Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400) + 1;
};
const daysBefore1970 = daysBefore(1970);

/** Days since 1970-01-01. Months and days that there are not run over into the next or back into the one before. */
export function dayNumber({ year, month, day }: CivilDay): number {
  const actual = year + Math.floor((month - 1) / 12);
  const index = (((month - 1) % 12) + 12) % 12;
  const monthDays = Array.from({ length: index }, (_, each) => daysIn(actual, each + 1)).reduce((sum, days) => sum + days, 0);
  return daysBefore(actual) - daysBefore1970 + monthDays + day - 1;
}

/** The day that is so many days after 1970-01-01. */
export function civilDay(number: number): CivilDay {
  const count = number + daysBefore1970;
  let year = Math.floor(count / 365.2425);
  while (daysBefore(year + 1) <= count) year++;
  while (daysBefore(year) > count) year--;
  let rest = count - daysBefore(year);
  let month = 1;
  for (; rest >= daysIn(year, month); month++) rest -= daysIn(year, month);
  return { year, month, day: rest + 1 };
}
