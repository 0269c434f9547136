import type { Instant } from '@capi/seams';

/** What a machine waits for before anything starts. */
export type Hold = 'WaitingForClusterInfrastructureReady' | 'WaitingForControlPlaneInitialized' | 'WaitingForBootstrapData';

/** What to do about a machine of the docker backend. */
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
   * Begin, and say nothing: it may be done before anybody asks. `provision`: make the container ready for bootstrapping, from whatever is
   * there. `revive`: start it again. `follow`: see how the bootstrap of a machine that has a Node stands, and begin none.
   */
  | { readonly step: 'begin'; readonly what: 'provision' | 'revive' | 'follow' }
  /**
   * Say how the machine stands, then begin to bootstrap it, or to follow who does already, or look again at a time. `provisioned`: it is a machine that others may rely
   * on, from now on if it was not before.
   */
  | {
      readonly step: 'tell';
      readonly provisioned: boolean;
      readonly bootstrap?: true;
      readonly lookAgainAt?: Instant;
      /** Give the Node what it lacks. */
      readonly patchNode?: true;
    }
  /** Wait with the deletion for the engine. */
  | { readonly step: 'keep' }
  /** Wait with the deletion until the load balancer has let the machine go, but no longer than until then. */
  | { readonly step: 'leave-load-balancer'; readonly until: Instant }
  /** Remove the container, then let go. */
  | { readonly step: 'destroy' };
