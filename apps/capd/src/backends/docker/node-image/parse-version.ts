import { SemVer } from 'semver';

const number = '0*(\\d+)';
const tolerant = new RegExp(`^v?${number}(?:\\.${number}(?:\\.${number}([-+].*)?)?)?$`);

/**
 * Reads a version as upstream does here: blanks around it, a leading v, missing minor and patch numbers and leading zeros are fine.
 * @returns undefined when it is no version
 */
export function parseVersion(text: string): SemVer | undefined {
  const [, major, minor = '0', patch = '0', rest = ''] = tolerant.exec(text.trim()) ?? [];
  if (major === undefined) return undefined;
  try {
    return new SemVer(`${major}.${minor}.${patch}${rest}`);
  } catch {
    return undefined;
  }
}
