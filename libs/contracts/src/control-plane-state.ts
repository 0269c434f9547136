import type { DeepReadonly } from '@capi/seams';
import { compareBuild, parse, type SemVer } from 'semver';

import { ContractViolation, type NamedObject } from './contract-violation.ts';
import type { ControlPlaneFields } from './kinds.ts';

type ControlPlane = DeepReadonly<NamedObject>;

/** Whether the control plane has no version yet: it is still being made. */
export function isProvisioning(object: ControlPlane, fields: ControlPlaneFields): boolean {
  const [first] = fields.versions.read(object) ?? [];
  return (first?.version ?? '') === '' && (fields.statusVersion.read(object) ?? '') === '';
}

/**
 * Whether any part of the control plane runs a version below the wanted one; build metadata counts. Without versions in the status
 * it is not upgrading.
 * @throws ContractViolation when a version cannot be read, or when they are not in ascending order
 */
export function isUpgrading(object: ControlPlane, fields: ControlPlaneFields): boolean {
  const wanted = fields.version.read(object);
  if (wanted === undefined) return false;
  const target = semver(object, fields.version.path, wanted);
  const running = runningVersions(object, fields);
  return running.some((version) => compareBuild(version, target) < 0);
}

/** Whether replicas are still being added, removed, replaced or waited for; a counter that is not reported counts as that, too. */
export function isScaling(object: ControlPlane, fields: ControlPlaneFields): boolean {
  const desired = fields.replicas.read(object);
  const { statusReplicas, upToDateReplicas, readyReplicas, availableReplicas } = fields;
  return [statusReplicas, upToDateReplicas, readyReplicas, availableReplicas].some((counter) => {
    const seen = counter.read(object);
    return desired === undefined || seen !== desired;
  });
}

function runningVersions(object: ControlPlane, fields: ControlPlaneFields): readonly SemVer[] {
  const versions = fields.versions.read(object);
  if (versions === undefined || versions.length === 0) {
    const single = fields.statusVersion.read(object) ?? '';
    return single === '' ? [] : [semver(object, fields.statusVersion.path, single)];
  }
  const parsed = versions.map(({ version }) => semver(object, fields.versions.path, version));
  const isAscending = parsed.every((version, index) => index === 0 || compareBuild(parsed[index - 1] ?? version, version) <= 0);
  if (!isAscending) throw new ContractViolation(object, fields.versions.path, 'the lowest version first');
  return parsed;
}

function semver(object: ControlPlane, path: string, text: string): SemVer {
  const version = parse(text);
  if (version === null) throw new ContractViolation(object, path, 'a semantic version');
  return version;
}
