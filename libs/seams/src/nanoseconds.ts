const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/**
 * Reads a length of time as Go prints it, in nanoseconds: `1h30m`, `-2.5s`, `0`. Parts of a nanosecond
 * are dropped.
 * @returns undefined for other texts, and for what 64 bits cannot count
 * @see Go's time.ParseDuration (behaviour)
 */
export function parseNanoseconds(text: string): bigint | undefined {
  const [, sign = '', body] = /^([+-]?)(0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text) ?? [];
  if (body === undefined) return undefined;
  let size = 0n;
  for (const [, whole = '', fraction = '', name = ''] of body.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const unit = units[name] ?? 0n;
    // A text without digits is 0 to BigInt.
    size += BigInt(whole) * unit + (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
  }
  const total = sign === '-' ? -size : size;
  return BigInt.asIntN(64, total) === total ? total : undefined;
}

/**
 * Prints a length of time in nanoseconds as Go does: `1h30m0s`, `1.5s`, `250ms`, `0s`.
 * @see Go's time.Duration.String (behaviour)
 */
export function printNanoseconds(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size === 0n) return '0s';
  for (const [unit, factor] of Object.entries({ ns: 1n, µs: 1000n, ms: 1_000_000n })) {
    if (size < factor * 1000n) return sign + decimal(size, factor) + unit;
  }
  const seconds = size / 1_000_000_000n;
  const hours = seconds / 3600n;
  const minutes = (seconds / 60n) % 60n;
  const last = `${decimal(size % 60_000_000_000n, 1_000_000_000n)}s`;
  return sign + (hours > 0n ? `${hours}h` : '') + (seconds >= 60n ? `${minutes}m` : '') + last;
}

const decimal = (value: bigint, factor: bigint): string => {
  const fraction = String((value % factor) + factor)
    .slice(1)
    .replace(/0+$/, '');
  return String(value / factor) + (fraction === '' || factor === 1n ? '' : `.${fraction}`);
};
