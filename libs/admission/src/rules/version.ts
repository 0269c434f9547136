import { invalid, type Finding } from '../finding.ts';

const number = '(0|[1-9]\\d*)';
const identifier = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)';
const semantic = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);
const greatest = 2n ** 64n - 1n;

/** Whether a text is a version as semver.org has it, without a leading v, and with numbers that fit into 64 bits. */
export function isSemanticVersion(text: string): boolean {
  const match = semantic.exec(text);
  if (match === null) return false;
  const [, major = '', minor = '', patch = '', prerelease = ''] = match;
  const numbers = [major, minor, patch, ...prerelease.split('.').filter((part) => /^\d+$/.test(part))];
  return numbers.every((digits) => BigInt(digits) <= greatest);
}

/**
 * A Kubernetes version: a v and a semantic version. What is missing may be an error or not, so callers look at that before; the
 * empty text is refused here.
 * @see upstream v1.14.0 util/version (behaviour)
 */
export function validateVersion(path: string, version: string): readonly Finding[] {
  const hasV = version.startsWith('v');
  return [
    ...(hasV ? [] : [invalid(path, version, 'must start with v, as in v1.34.0')]),
    ...(isSemanticVersion(hasV ? version.slice(1) : version)
      ? []
      : [invalid(path, version, 'must be a valid semantic version: write major, minor and patch, as in v1.34.0')]),
  ];
}

/** As {@link validateVersion}, for fields that may be absent or empty. */
export const validateOptionalVersion = (path: string, version: string | undefined): readonly Finding[] =>
  version === undefined || version === '' ? [] : validateVersion(path, version);
