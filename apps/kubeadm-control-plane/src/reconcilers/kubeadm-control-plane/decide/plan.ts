import type { Instant } from '@capi/seams';

import type { MachinePart, Observation } from '../observation.ts';

/** Why nothing may change at the moment. */
export type Blocker =
  | { readonly kind: 'infrastructure-not-provisioned' }
  | { readonly kind: 'endpoint-missing' }
  | { readonly kind: 'template-missing'; readonly template: string }
  | { readonly kind: 'foreign-machines'; readonly machines: readonly string[] }
  | { readonly kind: 'certificates-missing'; readonly purposes: readonly string[] }
  | { readonly kind: 'workload-unreachable'; readonly why: string }
  | { readonly kind: 'workers-remain'; readonly machines: readonly string[] }
  | { readonly kind: 'machine-deleting'; readonly machine: string }
  | { readonly kind: 'machine-failing'; readonly machine: string; readonly conditions: readonly string[] }
  | { readonly kind: 'hooks-remain'; readonly machine: string; readonly hooks: readonly string[] }
  | { readonly kind: 'not-drained'; readonly machine: string }
  | { readonly kind: 'load-balancers-unaware'; readonly machine: string; readonly until: Instant }
  | { readonly kind: 'components-at-risk'; readonly machine: string }
  | { readonly kind: 'quorum-at-risk'; readonly member: string }
  | { readonly kind: 'etcd-unread'; readonly why: string };

/** What a change of membership is for. */
export type Cause = 'initialize' | 'scale-up' | 'scale-down' | 'roll-out' | 'remediate';

/** How a new control-plane node comes to life. */
export type Form = 'init' | 'join';

/** One step. A reconcile takes steps until the plan rests or waits; each can be repeated after a crash. */
export type Plan =
  | { readonly step: 'rest' }
  | { readonly step: 'wait'; readonly for: Purpose; readonly blockers: readonly [Blocker, ...Blocker[]] }
  | { readonly step: 'claim' }
  | { readonly step: 'own-template' }
  | { readonly step: 'create-certificates'; readonly purposes: readonly string[] }
  | { readonly step: 'own-certificates'; readonly purposes: readonly string[] }
  | { readonly step: 'write-kubeconfig'; readonly action: 'create' | 'rotate' | 'own' }
  | { readonly step: 'finish'; readonly name: string; readonly missing: readonly MachinePart[]; readonly form: Form }
  | { readonly step: 'propagate'; readonly name: string; readonly targets: readonly ('machine' | MachinePart)[] }
  | { readonly step: 'remove-stray-member'; readonly id: string; readonly member: string }
  | { readonly step: 'release'; readonly name: string; readonly etcd: EtcdFarewell }
  | { readonly step: 'begin-remediation'; readonly machine: string; readonly retryCount: number }
  | { readonly step: 'end-remediation' }
  | { readonly step: 'prepare-join' }
  | { readonly step: 'create'; readonly cause: Cause; readonly name: string; readonly failureDomain: string; readonly form: Form }
  | { readonly step: 'delete'; readonly cause: Cause; readonly name: string; readonly leadership: readonly string[] }
  | { readonly step: 'delete-all'; readonly names: readonly string[] }
  | { readonly step: 'finalize' }
  | { readonly step: 'update-addons' }
  | { readonly step: 'record-certificate-expiry'; readonly machines: readonly string[] };

/** What a wait holds up: shown in the condition of that name. */
export type Purpose = Cause | 'delete' | 'set-up' | 'release';

/** What to tell etcd before a Machine goes: whom to hand leadership to (best first), and which member to remove. */
export interface EtcdFarewell {
  readonly removeMember?: string;
  readonly leadership: readonly string[];
}

/** An answer, or "ask the next rule". */
export type Rule = (seen: Observation) => Plan | undefined;

export const wait = (purpose: Purpose, blockers: readonly [Blocker, ...Blocker[]]): Plan => ({ step: 'wait', for: purpose, blockers });
