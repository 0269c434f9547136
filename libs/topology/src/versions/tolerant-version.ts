import { SemVer } from 'semver';

/**
 * Reads a version as upstream reads those that it did not write itself: blanks around it, a leading v, missing minor and patch numbers
 * and leading zeros are fine.
 * @returns undefined when it is no version
 */
export function parseTolerantVersion(text: string): SemVer | undefined {
  const parts = text.trim().replace(/^v/, '').split('.');
  const [major = '', minor = '0', ...patch] = parts;
  // A part that is missing cannot be followed by a pre-release or a build.
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? '')) return undefined;
  const written = [plain(major), plain(minor), plain(patch.length === 0 ? '0' : patch.join('.'))].join('.');
  try {
    return /^\d/.test(written) ? new SemVer(written) : undefined;
  } catch {
    return undefined;
  }
}

const plain = (part: string): string => part.replace(/^0+(?=\d)/, '');

/** Orders versions by everything they say: numbers, pre-release, build. */
export const compareVersions = (one: SemVer, other: SemVer): number => one.compare(other) || one.compareBuild(other);

/** Orders versions by their three numbers. */
export const compareNumbers = (one: SemVer, other: SemVer): number => one.compareMain(other);
