/** A stretch of time, in milliseconds since 1970. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** How many milliseconds of `whole` lie in one of the intervals at least; those that overlap count once. */
export function covered(whole: Interval, intervals: readonly Interval[]): number {
  let sum = 0;
  let reached = whole.from;
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const end = Math.min(to, whole.to);
    sum += Math.max(0, end - Math.max(from, reached));
    reached = Math.max(reached, end);
  }
  return sum;
}
