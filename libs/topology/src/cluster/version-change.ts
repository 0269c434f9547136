import { invalid, type Finding } from '@capi/admission';
import { isDefined } from '@capi/admission';
import type { ClusterClassSpec, Draft } from '@capi/api';

import { compareNumbers, compareVersions, parseTolerantVersion } from '../versions/tolerant-version.ts';

/** What runs at present: all that a change of the version may depend on. */
export interface RunningVersions {
  /** Absent when there is no control plane, or none that can be read; `problem` says why then. */
  readonly controlPlane?: {
    readonly name: string;
    /** What the control plane is asked for. */
    readonly version: string | undefined;
    /** What its Machines run, as far as it reports that. */
    readonly seen: readonly string[];
  };
  readonly problem?: string;
  readonly workers: readonly RunningWorkers[];
}

/** A MachineDeployment or MachinePool of the topology. */
export interface RunningWorkers {
  /** As messages name it: `MachineDeployment md-0`. */
  readonly name: string;
  readonly version: string | undefined;
  /** What its Machines, or the Nodes of a pool, run; undefined for one that does not say. */
  readonly seen: readonly (string | undefined)[];
}

/** A change of `spec.topology.version`. */
export interface VersionChange {
  readonly now: string;
  readonly before: string;
  /** Hooks that still have to run, from the annotation of the Cluster. */
  readonly pendingHooks: readonly string[];
  readonly clusterClass: Draft<ClusterClassSpec>;
}

const path = 'spec.topology.version';

/** What forbids a change by the versions alone: they may not fall, nor skip a minor version unless the class plans the way. */
export function validateVersionStep({ now, before, pendingHooks, clusterClass }: VersionChange): readonly Finding[] {
  const [wanted, old] = [parseTolerantVersion(now), parseTolerantVersion(before)];
  if (wanted === undefined) return [];
  const unreadable = old === undefined ? [invalid(path, before, 'the version so far is no semantic version')] : [];
  const from = old ?? { major: 0, minor: 0 };
  if (old !== undefined && compareNumbers(wanted, old) < 0) return [invalid(path, now, `cannot be lowered from ${before} to ${now}`)];
  const isPlanned = (clusterClass.kubernetesVersions ?? []).length > 0 || isDefined(clusterClass.upgrade?.external);
  const isFar = wanted.major > from.major || (wanted.major === from.major && wanted.minor > from.minor + 1);
  if (isFar && !isPlanned) {
    return [...unreadable, invalid(path, now, `cannot skip minor versions: upgrade from ${before} to one after the other`)];
  }
  if (pendingHooks.includes('AfterClusterUpgrade')) {
    return [...unreadable, invalid(path, now, 'cannot be changed before the AfterClusterUpgrade hook of the previous upgrade is done')];
  }
  return unreadable;
}

/** What forbids a change because the previous one is not done everywhere. The first reason is given, since all of them pass by waiting. */
export function validateUpgraded({ now, before }: VersionChange, { controlPlane, problem, workers }: RunningVersions): readonly Finding[] {
  const refuse = (why: string): readonly Finding[] => [invalid(path, now, `cannot be changed now: ${why}`)];
  if (controlPlane === undefined) return refuse(problem ?? 'there is no control plane');
  const part = `control plane ${controlPlane.name}`;
  if (!isSame(controlPlane.version, before)) return refuse(`${part} is at ${controlPlane.version ?? 'no version'}, not yet at ${before}`);
  if (controlPlane.seen.length === 0) return refuse(`${part} is still being provisioned`);
  if (controlPlane.seen.some((seen) => isBehind(seen, before))) return refuse(`${part} is still being upgraded`);
  const late = workers.find(({ version, seen }) => !isSame(version, before) || seen.some((each) => !isSame(each, version)));
  return late === undefined ? [] : refuse(`${late.name} is not yet upgraded to ${before}`);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  const [left, right] = [parseTolerantVersion(one ?? ''), parseTolerantVersion(other ?? '')];
  return left !== undefined && right !== undefined && compareVersions(left, right) === 0;
}

/** Below what is wanted, or the same in another build. */
function isBehind(seen: string, wanted: string): boolean {
  const [left, right] = [parseTolerantVersion(seen), parseTolerantVersion(wanted)];
  if (left === undefined || right === undefined) return true;
  return left.compare(right) < 0 || (left.compare(right) === 0 && left.compareBuild(right) !== 0);
}
