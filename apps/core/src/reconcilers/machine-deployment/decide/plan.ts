import type { MachineDeployment, MachineSet } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { TemplateAdoption } from '../../../external/template-adoptions.ts';
import type { Observation } from '../observation.ts';

/** Why nothing can be done about the rollout for now. */
export type Blocker = { readonly kind: 'template-missing'; readonly template: string };

export type Step =
  | { readonly step: 'rest' }
  | { readonly step: 'wait'; readonly blockers: readonly [Blocker, ...Blocker[]] }
  /** Take over sets that match and have no controller. */
  | { readonly step: 'adopt'; readonly names: readonly string[] }
  /** Bring sets to what they should be, in this order; the first may be one that has to be made. */
  | { readonly step: 'apply'; readonly sets: readonly AppliedSet[] }
  | { readonly step: 'delete'; readonly names: readonly string[] }
  /** Nothing is left of a deleted deployment: let it go. */
  | { readonly step: 'release' };

export interface AppliedSet {
  readonly cause: 'create' | 'scale' | 'update';
  /** Complete, as server-side apply takes it. */
  readonly machineSet: DeepReadonly<MachineSet>;
  /** Present when the size changes. */
  readonly scaledFrom?: number;
}

export type Plan =
  | { readonly kind: 'pause' }
  | {
      readonly kind: 'tend';
      /** The deployment with the metadata and spec that it should have. */
      readonly deployment: DeepReadonly<MachineDeployment>;
      readonly templates: readonly TemplateAdoption[];
      readonly next: Step;
    };

/** An answer, or "ask the next rule". */
export type Rule = (seen: Observation) => Step | undefined;
