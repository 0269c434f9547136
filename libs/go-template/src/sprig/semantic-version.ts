import { RefusedByFunction } from '../template-error.ts';

/** A semantic version; what is not written is zero. */
export interface SemanticVersion {
  readonly numbers: readonly [major: bigint, minor: bigint, patch: bigint];
  /** What stands after a dash, without it; empty for a release. */
  readonly prerelease: string;
  /** What stands after a plus sign, without it. Orders nothing. */
  readonly metadata: string;
  /** As it was written. */
  readonly original: string;
}

const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const shape = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-(${identifiers}))?(?:\\+(${identifiers}))?$`);

/** Reads a version; a `v` in front is fine, and minor and patch may be left out. Refuses what is none. */
export function parseVersion(text: string): SemanticVersion {
  const [, major, minor = '0', patch = '0', prerelease = '', metadata = ''] = shape.exec(text) ?? [];
  if (major === undefined) throw new RefusedByFunction('Invalid Semantic Version');
  checkPrerelease(prerelease);
  const numbers = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  if (numbers.some((number) => number !== BigInt.asUintN(64, number))) throw new RefusedByFunction('a number of the version is too large');
  return { numbers, prerelease, metadata, original: text };
}

/** Numbers in it have no zero in front. */
export function checkPrerelease(prerelease: string): void {
  if (!new RegExp(`^(?:${identifiers})?$`).test(prerelease)) throw new RefusedByFunction('Invalid Prerelease string');
  if (/(?:^|\.)0\d+(?:\.|$)/.test(prerelease)) throw new RefusedByFunction('Version segment starts with 0');
}

export function checkMetadata(metadata: string): void {
  if (!new RegExp(`^(?:${identifiers})?$`).test(metadata)) throw new RefusedByFunction('Invalid Metadata string');
}

export const printVersion = ({ numbers, prerelease, metadata }: SemanticVersion): string =>
  numbers.join('.') + (prerelease === '' ? '' : `-${prerelease}`) + (metadata === '' ? '' : `+${metadata}`);

const sign = (one: bigint | number, other: bigint | number): number => (one < other ? -1 : one > other ? 1 : 0);

/** Compares the first numbers of two versions: as many as `count`. */
export function compareNumbers(one: SemanticVersion, other: SemanticVersion, count = 3): number {
  return one.numbers.slice(0, count).reduce((order, number, index) => order || sign(number, other.numbers[index] ?? 0n), 0);
}

/** Negative when `one` comes first. A prerelease comes before its release. */
export const compareVersions = (one: SemanticVersion, other: SemanticVersion): number =>
  compareNumbers(one, other) || comparePrereleases(one.prerelease, other.prerelease);

function comparePrereleases(one: string, other: string): number {
  if (one === '' || other === '') return sign(other.length, one.length);
  const [left, right] = [one.split('.'), other.split('.')];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareIdentifiers(left[index] ?? '', right[index] ?? '');
    if (order !== 0) return order;
  }
  return sign(left.length, right.length);
}

/** Numbers come before texts. */
function compareIdentifiers(one: string, other: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOtherNumber) return sign(BigInt(one), BigInt(other));
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}
