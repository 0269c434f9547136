import { printPlain } from '../print-value.ts';
import { RefusedByFunction } from '../template-error.ts';
import { int, type Value } from '../value.ts';

/** A template of a few bytes must not fill the memory. */
const mostItems = 100_000;

/** Whole numbers from `start` up or down to, and without, `stop`. */
export function steps(start: number, stop: number, step: number): readonly Value[] {
  if (step === 0 || (step > 0 ? start >= stop : start <= stop)) return [];
  const count = Math.ceil((stop - start) / step);
  if (count > mostItems) throw new RefusedByFunction(`a list of ${count} items is too long`);
  return Array.from({ length: count }, (_, index) => int(start + index * step));
}

/** As the shell's `seq`: an end, a start and an end, or a start, a step and an end; numbers with blanks between them. */
export function sequence(bounds: readonly number[]): string {
  switch (bounds.length) {
    case 1:
      return towards(1, bounds[0] ?? 1);
    case 2:
      return towards(bounds[0] ?? 1, bounds[1] ?? 1);
    case 3: {
      const [start = 1, step = 1, end = 1] = bounds;
      return print(start, end, step);
    }
    default:
      return '';
  }
}

const towards = (start: number, end: number): string => print(start, end, end < start ? -1 : 1);

const print = (start: number, end: number, step: number): string =>
  steps(start, end + (step < 0 ? -1 : 1), step)
    .map(printPlain)
    .join(' ');
