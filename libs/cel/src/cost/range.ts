/** A cost or a size, from the least to the most. The most is infinite where nothing bounds it. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The same at least and at most. */
export const exactly = (value: number): Range => ({ min: value, max: value });
export const nothing = exactly(0);
/** Nobody says how large it is. */
export const unknownSize: Range = { min: 0, max: Infinity };

export const add = (...ranges: readonly Range[]): Range => ({
  min: ranges.reduce((sum, { min }) => sum + min, 0),
  max: ranges.reduce((sum, { max }) => sum + max, 0),
});

// Nothing times endless is nothing.
const times = (one: number, other: number): number => (one === 0 || other === 0 ? 0 : limited(one * other));

/** Beyond 64 bits Kubernetes stops counting. */
const limited = (value: number): number => (value >= 2 ** 64 ? Infinity : value);

export const multiply = (one: Range, other: Range): Range => ({ min: times(one.min, other.min), max: times(one.max, other.max) });

/** Rounded up, as every cost is whole. */
export const scale = ({ min, max }: Range, factor: number): Range => ({ min: Math.ceil(min * factor), max: Math.ceil(max * factor) });

/** What covers both. */
export const union = (one: Range, other: Range): Range => ({ min: Math.min(one.min, other.min), max: Math.max(one.max, other.max) });
