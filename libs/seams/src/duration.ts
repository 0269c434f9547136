declare const unit: unique symbol;

/** A length of time in milliseconds. Made by {@link milliseconds} and its siblings, so a bare number cannot pass for one. */
export type Duration = number & { readonly [unit]: 'milliseconds' };

export const milliseconds = (count: number): Duration => count as Duration;
export const seconds = (count: number): Duration => milliseconds(count * 1000);
export const minutes = (count: number): Duration => seconds(count * 60);
export const hours = (count: number): Duration => minutes(count * 60);
export const days = (count: number): Duration => hours(count * 24);

const factors: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads a duration as Go and the Kubernetes API print it: `1h30m`, `2.5s`, `0`, `-10ms`.
 * @returns undefined when the text is not a duration
 */
export function parseDuration(text: string): Duration | undefined {
  const match = /^([+-]?)(0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', body = ''] = match;
  let total = 0;
  for (const [, count = '', name = ''] of body.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(count) * (factors[name] ?? 0);
  }
  return milliseconds(sign === '-' ? -total : total);
}

/** Prints a duration as Go does: `1h30m0s`, `1.5s`, `250ms`, `0s`. */
export function printDuration(duration: Duration): string {
  const sign = duration < 0 ? '-' : '';
  const total = Math.abs(duration);
  if (total === 0) return '0s';
  if (total < 1000) return `${sign}${total}ms`;
  const wholeHours = Math.floor(total / 3_600_000);
  const wholeMinutes = Math.floor((total % 3_600_000) / 60_000);
  const rest = Number(((total % 60_000) / 1000).toFixed(9));
  if (wholeHours > 0) return `${sign}${wholeHours}h${wholeMinutes}m${rest}s`;
  if (wholeMinutes > 0) return `${sign}${wholeMinutes}m${rest}s`;
  return `${sign}${rest}s`;
}
