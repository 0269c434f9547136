import { RefusedByFunction } from '../template-error.ts';
import { compareNumbers, compareVersions, parseVersion, type SemanticVersion } from './semantic-version.ts';

/** One condition on a version, such as `>=1.30`. */
interface Condition {
  readonly operator: string;
  readonly version: SemanticVersion;
  /** How many numbers of the version were written: 2 for `1.30` and `1.30.x`. */
  readonly written: number;
}

const number = '(?:\\d+|[xX*])';
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const condition = new RegExp(
  `^\\s*(=>|>=|=<|<=|!=|~>|=|<|>|~|\\^)?\\s*v?(${number})(?:\\.(${number}))?(?:\\.(${number}))?(-${identifiers})?(\\+${identifiers})?`,
);
const bound = `v?${number}(?:\\.${number}){0,2}(?:-${identifiers})?(?:\\+${identifiers})?`;
const span = new RegExp(`\\s*(${bound})\\s+-\\s+(${bound})\\s*`, 'g');

/**
 * Whether a version lies in a range: `>=1.30, <1.32 || ~1.33.2`. What is written incompletely stands for all that it begins.
 * A prerelease is in no range that names none.
 * @throws RefusedByFunction for what is no range
 */
export function isInRange(range: string, version: SemanticVersion): boolean {
  const isRelease = version.prerelease === '';
  return parseRange(range).some(
    (conditions) => (isRelease || conditions.some(namesPrerelease)) && conditions.every((each) => holds(each, version)),
  );
}

const namesPrerelease = ({ version }: Condition): boolean => version.prerelease !== '';

const parseRange = (range: string): readonly (readonly Condition[])[] =>
  range
    .replaceAll(span, ' >=$1 <=$2 ')
    .split('||')
    .map((part) => parseConditions(part));

function parseConditions(text: string): readonly Condition[] {
  const conditions: Condition[] = [];
  let rest = text.trim();
  for (;;) {
    const found = condition.exec(rest);
    if (found === null) break;
    conditions.push(toCondition(found));
    rest = rest.slice(found[0].length);
    if (rest === '') return conditions;
    const separator = /^(?:\s*,\s*|\s+)/.exec(rest);
    if (separator === null) break;
    rest = rest.slice(separator[0].length);
  }
  throw new RefusedByFunction(`improper constraint: ${text}`);
}

function toCondition([, operator = '=', ...parts]: readonly (string | undefined)[]): Condition {
  const [major, minor, patch, prerelease = '', metadata = ''] = parts;
  const written = isOpen(major) ? 0 : isOpen(minor) ? 1 : isOpen(patch) ? 2 : 3;
  const version = parseVersion(
    ['0', ...[major, minor, patch].slice(0, written)].slice(-Math.max(1, written)).join('.') + prerelease + metadata,
  );
  // A star alone is any version, and after an operator version zero.
  return written === 0 ? { operator: operator === '=' ? '>=' : operator, version, written: 3 } : { operator, version, written };
}

const isOpen = (part: string | undefined): boolean => part === undefined || /[xX*]/.test(part);

function holds({ operator, version: wanted, written }: Condition, version: SemanticVersion): boolean {
  const order = compareVersions(version, wanted);
  const agrees = (count: number): boolean => compareNumbers(version, wanted, count) === 0;
  const orderAsWritten = written === 3 ? order : compareNumbers(version, wanted, written);
  switch (operator) {
    case '=':
      return orderAsWritten === 0;
    case '!=':
      return orderAsWritten !== 0;
    case '>':
      return orderAsWritten > 0;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return orderAsWritten <= 0;
    case '^':
      return order >= 0 && agrees(Math.min(written, firstNumber(wanted)));
    default:
      return order >= 0 && (isZero(wanted, written) || agrees(Math.min(written, 2)));
  }
}

/** `~0.0.0` holds nothing fast. */
const isZero = ({ numbers }: SemanticVersion, written: number): boolean => written === 3 && numbers.every((each) => each === 0n);

/** Counted up to and with the first number that is not zero: what a caret holds fast. */
const firstNumber = ({ numbers }: SemanticVersion): number => {
  const index = numbers.findIndex((each) => each !== 0n);
  return index === -1 ? 3 : index + 1;
};
