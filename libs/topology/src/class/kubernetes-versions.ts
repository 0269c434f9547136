import { invalid, type Finding } from '@capi/admission';

import { compareVersions, parseTolerantVersion } from '../versions/tolerant-version.ts';

// Upstream leaves the s out; tools look for it there.
const pathOf = (index: number): string => `spec.kubernetesVersion[${index}]`;

/** Versions that a class lists are upgraded through one by one: they must rise, and no minor version may be left out. */
export function validateKubernetesVersions(versions: readonly string[] = []): readonly Finding[] {
  return versions.flatMap((text, index) => {
    const version = parseTolerantVersion(text);
    if (version === undefined) return [invalid(pathOf(index), text, 'must be a semantic version, as in v1.34.0')];
    const before = index === 0 ? undefined : parseTolerantVersion(versions[index - 1] ?? '');
    if (before === undefined) return [];
    const rises = compareVersions(version, before) > 0;
    const isNextMinor = version.minor === before.minor || version.minor === before.minor + 1;
    return [
      ...(rises ? [] : [invalid(pathOf(index), text, `must be above ${versions[index - 1]}; list versions lowest first`)]),
      ...(isNextMinor ? [] : [invalid(pathOf(index), text, `must not leave out minor versions after ${versions[index - 1]}`)]),
    ];
  });
}
