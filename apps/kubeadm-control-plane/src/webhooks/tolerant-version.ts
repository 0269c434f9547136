import { isSemanticVersion } from '@capi/admission';

/** Major, minor and patch of a version; what else it has does not count here. */
export type VersionNumbers = readonly [major: number, minor: number, patch: number];

/**
 * Reads versions as people write them: with or without a v, with leading zeros, with only a major and a minor.
 * @returns undefined for what is no version even so
 */
export function readVersion(text: string): VersionNumbers | undefined {
  const bare = text.trim().replace(/^v/, '');
  const [major = '', minor, ...rest] = bare.split('.');
  const parts = [major, minor, rest.length === 0 ? undefined : rest.join('.')].filter((part) => part !== undefined).map(withoutZeros);
  const last = parts.at(-1) ?? '';
  if (parts.length < 3 && /[+-]/.test(last)) return undefined;
  const full = [...parts, '0', '0'].slice(0, 3).join('.');
  if (!isSemanticVersion(full)) return undefined;
  const [, x, y, z] = /^(\d+)\.(\d+)\.(\d+)/.exec(full) ?? [];
  return [Number(x), Number(y), Number(z)];
}

function withoutZeros(part: string): string {
  if (part.length < 2) return part;
  const trimmed = part.replace(/^0+/, '');
  return /^\d/.test(trimmed) ? trimmed : `0${trimmed}`;
}

/** As {@link readVersion}, for image tags, which write `+` as `_`. */
export const readImageTag = (tag: string): VersionNumbers | undefined => readVersion(tag.replaceAll('_', '+'));

/** Less than 0 when the first version is lower, 0 when they are equal. */
export const compareVersions = (a: VersionNumbers, b: VersionNumbers): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
