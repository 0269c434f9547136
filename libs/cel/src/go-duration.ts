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

/** Nanoseconds of a duration as Go writes it, such as `1h30m`; undefined for other texts, and for what 64 bits cannot count. */
export function parseGoDuration(text: string): bigint | undefined {
  const [whole, sign, body = ''] = /^([+-]?)(0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  let total = 0n;
  for (const [, count = '', unit = ''] of body.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const [integer = '', fraction = ''] = count.split('.');
    const size = units[unit] ?? 0n;
    total += BigInt(integer === '' ? '0' : integer) * size + (BigInt(`0${fraction}`) * size) / 10n ** BigInt(fraction.length);
  }
  const signed = sign === '-' ? -total : total;
  return signed >= -(2n ** 63n) && signed < 2n ** 63n ? signed : undefined;
}

const words: readonly (readonly [RegExp, bigint])[] = [
  [/^(ns|nano.*)$/, 1n],
  [/^(us|µs|micro.*)$/, 1000n],
  [/^(ms|milli.*)$/, 1_000_000n],
  [/^(s|sec.*)$/, 1_000_000_000n],
  [/^(m|min.*)$/, 60_000_000_000n],
  [/^(h|hr|hour.*)$/, 3_600_000_000_000n],
  [/^(d|day.*)$/, 86_400_000_000_000n],
  [/^(w|wk|week.*)$/, 604_800_000_000_000n],
];

/**
 * Nanoseconds of a duration as texts of the format `duration` may have them: as Go writes it, or any text with numbers and units in it, as
 * Scala writes them (`2 days`). Undefined for other texts.
 */
export function parseLooseDuration(text: string): bigint | undefined {
  const exact = parseGoDuration(text);
  if (exact !== undefined) return exact;
  const parts = [...text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)].flatMap(([, count = '', name = '']) => {
    const unit = words.find(([pattern]) => pattern.test(name.toLowerCase()));
    return unit === undefined ? [] : [BigInt(count) * unit[1]];
  });
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part, 0n);
}
