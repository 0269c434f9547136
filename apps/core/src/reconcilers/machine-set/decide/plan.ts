import type { Machine, MachineSet, UnstructuredObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { TemplateAdoption } from '../../../external/template-adoptions.ts';
import type { Observation } from '../observation.ts';

/** Why no Machine can be made for now. */
export type Blocker =
  | { readonly kind: 'template-missing'; readonly template: string }
  | { readonly kind: 'preflight'; readonly check: string; readonly why: string }
  | { readonly kind: 'creation-disabled' };

/** A Machine to be made, with what it refers to. Companions get the Machine as their owner once it has an identity. */
export interface NewMachine {
  readonly machine: DeepReadonly<Machine>;
  readonly companions: readonly DeepReadonly<UnstructuredObject>[];
}

/** A Machine that a crash left without something that it refers to. */
export interface HalfMade {
  readonly name: string;
  readonly uid: string;
  readonly companions: readonly DeepReadonly<UnstructuredObject>[];
}

/** A companion whose labels or annotations are behind the set's template. */
export interface CompanionSync {
  readonly machine: string;
  readonly of: 'bootstrap' | 'infrastructure';
  /** All that the set wants to be there. */
  readonly wanted: { readonly labels: Readonly<Record<string, string>>; readonly annotations: Readonly<Record<string, string>> };
  /** Whether any of it is missing or different. */
  readonly isMissing: boolean;
  /** Keys that are not wanted: to be taken away where this provider has applied them. */
  readonly extra: { readonly labels: readonly string[]; readonly annotations: readonly string[] };
}

export type Step =
  | { readonly step: 'rest' }
  | { readonly step: 'wait'; readonly blockers: readonly [Blocker, ...Blocker[]] }
  | { readonly step: 'adopt'; readonly machines: readonly DeepReadonly<Machine>[] }
  | { readonly step: 'finish'; readonly machines: readonly HalfMade[] }
  | { readonly step: 'create'; readonly machines: readonly NewMachine[] }
  | { readonly step: 'delete'; readonly names: readonly string[] }
  /** Nothing is left of a deleted set: let it go. */
  | { readonly step: 'release' };

export type Plan =
  | { readonly kind: 'pause' }
  | {
      readonly kind: 'tend';
      /** The set with the metadata and spec that it should have. */
      readonly machineSet: DeepReadonly<MachineSet>;
      readonly templates: readonly TemplateAdoption[];
      /** Machines whose in-place fields are behind the template, as they should be applied. */
      readonly sync: readonly DeepReadonly<Machine>[];
      readonly syncCompanions: readonly CompanionSync[];
      readonly next: Step;
    };

/** An answer, or "ask the next rule". */
export type Rule = (seen: Observation) => Step | undefined;
