import type { KubeadmConfigSpec } from '@capi/api';
import { versionDifference } from '@capi/machine-rollout';
import type { DeepReadonly, Instant } from '@capi/seams';

import { infrastructureReasons, type ClonedFrom } from './infrastructure.ts';
import { kubeadmConfigMatches } from './kubeadm-config.ts';
import { rolloutAfterReasons } from './rollout-after.ts';
import { rolloutBeforeReasons } from './rollout-before.ts';

/** What of a Machine decides whether it is up to date. */
export interface Compared {
  readonly createdAt: Instant;
  readonly version: string | undefined;
  readonly certificatesExpireAt: Instant | undefined;
  /** Absent when there is no KubeadmConfig to compare, which counts as a match. */
  readonly config: { readonly spec: DeepReadonly<KubeadmConfigSpec> | undefined } | undefined;
  readonly clonedFrom: ClonedFrom | undefined;
}

/** What it is compared with. */
export interface Wanted {
  readonly now: Instant;
  readonly version: string;
  readonly configSpec: DeepReadonly<KubeadmConfigSpec> | undefined;
  readonly infrastructureRef: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly rolloutAfter: Instant | undefined;
  readonly certificatesExpiryDays: number | undefined;
}

/**
 * Why a Machine must be replaced, one sentence each; none when it is up to date. The version comes first, since tools look for lines
 * that start with it.
 * @see upstream v1.14.0 controlplane/kubeadm/pkg/filters.go (behaviour)
 */
export const outdatedReasons = (machine: Compared, wanted: Wanted): readonly string[] => [
  ...versionDifference(machine.version, wanted.version),
  ...(machine.config === undefined || kubeadmConfigMatches(machine.config.spec, wanted.configSpec, wanted.version)
    ? []
    : ['KubeadmConfig is not up-to-date']),
  ...infrastructureReasons(machine.clonedFrom, wanted.infrastructureRef),
  ...rolloutBeforeReasons(machine.certificatesExpireAt, wanted.certificatesExpiryDays, wanted.now),
  ...rolloutAfterReasons(machine.createdAt, wanted.rolloutAfter, wanted.now),
];
