import { parseNanoseconds } from '@capi/seams';

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
  const exact = parseNanoseconds(text);
  if (exact !== undefined) return exact;
  const parts = [...text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)].flatMap(([, count = '', name = '']) => {
    const unit = words.find(([pattern]) => pattern.test(name.toLowerCase()));
    return unit === undefined ? [] : [BigInt(count) * unit[1]];
  });
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part, 0n);
}
