import type { Condition } from '@capi/api';
import type { Duration, Instant } from '@capi/seams';

/** What the four static pods, the etcd member and the Node of a control-plane Machine are judged by. */
export type HealthType =
  | 'APIServerPodHealthy'
  | 'ControllerManagerPodHealthy'
  | 'SchedulerPodHealthy'
  | 'EtcdPodHealthy'
  | 'EtcdMemberHealthy'
  | 'NodeKubeadmLabelsAndTaintsSet';

/** A condition's value before it has a time. */
export interface Finding {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message?: string;
}

/** Objects created for one Machine, in the order in which they come to life. */
export type MachinePart = 'config' | 'infrastructure';

/** One replacement of an unhealthy Machine, as the annotations of control plane and replacement tell it. */
export interface Remediation {
  /** The Machine that was replaced. */
  readonly machine: string;
  readonly timestamp: Instant;
  /** How many replacements in a row came before. */
  readonly retryCount: number;
}

/** One control-plane Machine as a decision may see it. */
export interface SeenMachine {
  readonly name: string;
  readonly createdAt: Instant;
  /** When somebody asked for its deletion; absent while it shall live. */
  readonly deletingSince?: Instant;
  /** Name of its Node, which is also the name of its etcd member. */
  readonly node?: string;
  readonly providerID?: string;
  readonly failureDomain?: string;
  /** From the spec. */
  readonly version: string;
  /** As its kubelet says. */
  readonly kubeletVersion?: string;
  /** Why it must be replaced, one sentence each; empty when it is up to date. */
  readonly outdated: readonly string[];
  /** A user's hint that this one should go first. */
  readonly markedForDeletion: boolean;
  /** A user's wish that this one be replaced first. */
  readonly markedForRemediation: boolean;
  /** What a health check found: `unhealthy` and left to us, `recovered` although it was left to us, or nothing to act on. */
  readonly healthCheck: 'unhealthy' | 'recovered' | 'none';
  /** The remediation that it is the replacement of. */
  readonly remediationFor?: Remediation;
  /** Still carries our pre-terminate hook. */
  readonly hooked: boolean;
  /** Pre-terminate hooks of others. */
  readonly otherHooks: readonly string[];
  /** Drained, and held only by pre-terminate hooks. */
  readonly awaitsHooks: boolean;
  /** Refers to objects that a crash kept from being created. */
  readonly missing: readonly MachinePart[];
  /** Differs in what is propagated without a rollout. */
  readonly drifted: readonly ('machine' | MachinePart)[];
  /** The date on its API server's certificate is not recorded yet, and its API server runs. */
  readonly certificateExpiryUnknown: boolean;
  /** What we find out about it; types that do not apply are left out. */
  readonly health: Readonly<Partial<Record<HealthType, Finding>>>;
  /** Its conditions as stored, ours and others'. */
  readonly conditions: readonly Condition[];
}

export interface SeenMember {
  readonly id: string;
  /** Empty until the member has started. */
  readonly name: string;
  readonly learner: boolean;
  /** `NOSPACE`, `CORRUPT`. */
  readonly alarms: readonly string[];
}

export type SeenEtcd =
  | { readonly kind: 'external' }
  | { readonly kind: 'unread'; readonly why: string }
  | { readonly kind: 'read'; readonly members: readonly SeenMember[]; readonly leader?: string };

/** A Node of the workload cluster that carries the control-plane label. */
export interface SeenNode {
  readonly name: string;
  readonly createdAt: Instant;
  readonly ready: boolean;
  readonly providerID?: string;
}

export type SeenWorkload =
  /** `silent` once it has been so for longer than the grace period: what was known before is no longer believed. */
  | { readonly kind: 'disconnected'; readonly why: string; readonly silent: boolean }
  | { readonly kind: 'connected'; readonly nodes: readonly SeenNode[] };

/** What is left to do in the workload cluster for the spec as it is now; remembered per process, repeated after a restart. */
interface WorkloadChores {
  /** kubeadm-config and RBAC are as new control-plane Machines need them. */
  readonly preparedForJoin: boolean;
  /** kube-proxy and CoreDNS are as the spec wants them. */
  readonly addonsUpdated: boolean;
}

export interface SeenCertificates {
  /** Purposes without a usable Secret. */
  readonly missing: readonly string[];
  /** Secrets of ours to make that carry no controller reference to us. */
  readonly unowned: readonly string[];
}

/**
 * `user` is a Secret of another type, which is left alone; `expiring` one of ours with less than half of its life left; `foreign` one
 * of our type that another object controls.
 */
export type SeenKubeconfig = 'absent' | 'valid' | 'expiring' | 'foreign' | 'user';

/** All that a decision and a report may look at. Plain JSON: it can be logged, replayed and explained. */
export interface Observation {
  /** One reading of the clock per reconcile. */
  readonly now: Instant;
  readonly namespace: string;
  readonly name: string;
  readonly cluster: string;
  readonly generation: number;
  /** What pauses it: the Cluster, the object itself, or nothing. */
  readonly pausedBy: readonly string[];
  readonly deleting: boolean;
  /** Carries our finalizer, and its spec the defaults of the admission webhook. */
  readonly claimed: boolean;
  readonly desired: number;
  readonly version: string;
  readonly maxSurge: number;
  readonly stackedEtcd: boolean;
  /** How long load balancers may take to hear that a machine is deleted. */
  readonly loadBalancerGrace: Duration;
  readonly infrastructureProvisioned: boolean;
  /** `host:port`; absent while the infrastructure has not said. */
  readonly endpoint?: string;
  /** Failure domains for control planes, sorted. */
  readonly failureDomains: readonly string[];
  /** The infrastructure template; `unowned` is one that does not name the Cluster as an owner yet. */
  readonly template: { readonly state: 'missing' | 'unowned' | 'owned'; readonly name: string };
  readonly certificates: SeenCertificates;
  readonly kubeconfig: SeenKubeconfig;
  /** Once true, true for good: `kubeadm init` has finished. */
  readonly initialized: boolean;
  /** When `Initialized` turned True, as far as stored. */
  readonly initializedSince?: Instant;
  readonly workload: SeenWorkload;
  readonly etcd: SeenEtcd;
  readonly chores: WorkloadChores;
  readonly remediation: {
    /** Written before the unhealthy Machine is deleted, taken away once its replacement exists. */
    readonly inProgress?: Remediation;
    /** Absent: without end. */
    readonly maxRetry?: number;
    readonly retryPeriod: Duration;
    /** A replacement that lasts this long ends the row. */
    readonly minHealthyPeriod: Duration;
  };
  /** Ours, sorted by name. */
  readonly machines: readonly SeenMachine[];
  /** Control-plane Machines of this Cluster that somebody else controls. */
  readonly foreignMachines: readonly string[];
  /** Every Machine of the Cluster that is not part of the control plane. */
  readonly workers: readonly string[];
  /** Conditions of the control plane as stored. */
  readonly conditions: readonly Condition[];
  /** Taken from the injected Random while observing. */
  readonly drawn: { readonly nextName: string };
}
