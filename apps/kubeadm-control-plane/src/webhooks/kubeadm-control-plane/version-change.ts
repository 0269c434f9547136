import { forbidden, unverifiable, type Finding } from '@capi/admission';

import { compareVersions, readVersion } from '../tolerant-version.ts';

/** A new Kubernetes version may be one minor release ahead at most, as kubeadm has it. Going back is not looked at here. */
export function validateVersionChange(path: string, before: string, now: string): readonly Finding[] {
  const [from, to] = [readVersion(before), readVersion(now)];
  if (from === undefined) return [unverifiable(path, `was "${before}", which is no version, so whether it may change cannot be told`)];
  if (to === undefined) return [unverifiable(path, `is "${now}", which is no version`)];
  const [major, minor] = from;
  if (compareVersions(to, [major, minor + 2, 0]) < 0) return [];
  return [forbidden(path, `cannot update Kubernetes version from ${before} to ${now}: go by way of v${major}.${minor + 1} first`)];
}
