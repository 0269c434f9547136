import { parseNanoseconds, printNanoseconds } from './nanoseconds.ts';

declare const unit: unique symbol;

/** A length of time in milliseconds. Made by {@link milliseconds} and its siblings, so a bare number cannot pass for one. */
export type Duration = number & { readonly [unit]: 'milliseconds' };

/** So many milliseconds; a fraction is one of them. */
export const milliseconds = (count: number): Duration => count as Duration;
/** So many seconds. */
export const seconds = (count: number): Duration => milliseconds(count * 1000);
/** So many minutes. */
export const minutes = (count: number): Duration => seconds(count * 60);
/** So many hours. */
export const hours = (count: number): Duration => minutes(count * 60);
/** So many days of 24 hours. */
export const days = (count: number): Duration => hours(count * 24);

/**
 * Reads a duration as Go and the Kubernetes API print it: `1h30m`, `2.5s`, `0`, `-10ms`.
 * @returns undefined when the text is not a duration, or a longer one than 64 bits count nanoseconds of (292 years)
 */
export function parseDuration(text: string): Duration | undefined {
  const total = parseNanoseconds(text);
  // Whole milliseconds by themselves: as a number, that many nanoseconds may not be exact.
  return total === undefined ? undefined : milliseconds(Number(total / perMillisecond) + Number(total % perMillisecond) / 1e6);
}

/** Prints a duration as Go does: `1h30m0s`, `1.5s`, `250ms`, `0s`. */
export function printDuration(duration: Duration): string {
  const whole = Math.trunc(duration);
  return printNanoseconds(BigInt(whole) * perMillisecond + BigInt(Math.round((duration - whole) * 1e6)));
}

const perMillisecond = 1_000_000n;
