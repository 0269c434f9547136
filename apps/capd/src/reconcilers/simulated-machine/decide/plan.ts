import type { Instant } from '@capi/seams';

/** Steps of a machine's life, in their order. The last two are for control-plane machines. */
export type Phase = 'vm' | 'node' | 'etcd' | 'api-server';

/** What a machine waits for before anything starts. */
export type Hold = 'WaitingForClusterInfrastructureReady' | 'WaitingForControlPlaneInitialized' | 'WaitingForBootstrapData';

/** What to do about an infrastructure machine. */
export type Plan =
  /** Nothing, and nothing is written. */
  | { readonly step: 'rest' }
  | { readonly step: 'pause'; readonly because: string }
  /** Its cluster runs on another backend than it asks for. */
  | { readonly step: 'mismatch' }
  | { readonly step: 'hold'; readonly until: Hold }
  /** Wait, and say so only when it lasts until then. */
  | { readonly step: 'be-patient'; readonly until: Instant }
  /**
   * Be in these phases. Those that were reached before are repeated, which starts a machine again after a restart of this process.
   * `pending` are the others; a phase with `due` starts by time, without by its predecessor.
   */
  | {
      readonly step: 'run';
      readonly phases: readonly Phase[];
      readonly pending: readonly { readonly phase: Phase; readonly due?: Instant }[];
    }
  /** Switch off, then let go. */
  | { readonly step: 'destroy'; readonly cluster: string }
  /** Let go: there is nothing to switch off. */
  | { readonly step: 'release' };
