import { instance, text, type CelFunctions } from '../arguments.ts';
import { fail, Opaque, type CelValue } from '../values.ts';

/** A semantic version. */
class Semver extends Opaque {
  readonly typeName = 'kubernetes.Semver';
  readonly numbers: readonly bigint[];
  readonly prerelease: readonly string[];
  constructor(numbers: readonly bigint[], prerelease: readonly string[]) {
    super();
    this.numbers = numbers;
    this.prerelease = prerelease;
  }
  equals(other: Opaque): boolean {
    return other instanceof Semver && compare(this, other) === 0;
  }
}

const written =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parse(version: string): Semver | undefined {
  const [whole, major = '', minor = '', patch = '', prerelease] = written.exec(version) ?? [];
  const parts = prerelease?.split('.') ?? [];
  if (whole === undefined || parts.some((part) => /^0\d+$/.test(part))) return undefined;
  return new Semver([major, minor, patch].map(BigInt), parts);
}

/** A leading v, missing numbers and leading zeros are made good. */
function normalized(version: string): string {
  const [, numbers = '', rest = ''] = /^v?([^+-]*)(.*)$/s.exec(version) ?? [];
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  return `${[...parts, '0', '0'].slice(0, Math.max(3, parts.length)).join('.')}${rest}`;
}

const read = (value: CelValue, normalize: CelValue = false): Semver | undefined =>
  parse(normalize === true ? normalized(text(value)) : text(value));

function compare(left: Semver, right: Semver): number {
  for (const [index, number] of left.numbers.entries()) {
    const other = right.numbers[index] ?? 0n;
    if (number !== other) return number < other ? -1 : 1;
  }
  if (left.prerelease.length === 0 || right.prerelease.length === 0) return right.prerelease.length - left.prerelease.length;
  for (const [index, part] of left.prerelease.entries()) {
    const other = right.prerelease[index];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return left.prerelease.length - right.prerelease.length;
}

/** Numbers come before words, and are compared as numbers. */
function compareParts(one: string, other: string): number {
  const [left, right] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (left && right) return BigInt(one) < BigInt(other) ? -1 : BigInt(one) > BigInt(other) ? 1 : 0;
  if (left !== right) return left ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

const semver = (value: CelValue): Semver => instance(value, Semver);
const order = (left: CelValue, right: CelValue): number => compare(semver(left), semver(right));
const number = (index: number) => (value: CelValue) => semver(value).numbers[index] ?? 0n;

export const versionFunctions: CelFunctions = {
  isSemver: (value, normalize) => read(value, normalize) !== undefined,
  semver: (value, normalize) => read(value, normalize) ?? fail(`${JSON.stringify(text(value))} is no semantic version`),
};

export const versionMethods: CelFunctions = {
  major: number(0),
  minor: number(1),
  patch: number(2),
  compareTo: (left, right) => BigInt(Math.sign(order(left, right))),
  isLessThan: (left, right) => order(left, right) < 0,
  isGreaterThan: (left, right) => order(left, right) > 0,
};
