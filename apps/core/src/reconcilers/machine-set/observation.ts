import type { Cluster, Machine, MachineSet } from '@capi/api';
import type { DeepReadonly, Instant } from '@capi/seams';

import type { SeenReference } from '../../external/seen-reference.ts';
import type { SeenTemplate } from '../../external/seen-template.ts';

/** Metadata of a bootstrap config or infrastructure machine that a Machine of the set refers to. */
export interface SeenCompanion {
  readonly name: string;
  readonly deleting: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface SeenMachine {
  readonly machine: DeepReadonly<Machine>;
  readonly bootstrap: SeenReference<SeenCompanion>;
  readonly infrastructure: SeenReference<SeenCompanion>;
}

/** What the control plane says about its version: decides whether workers may be made. */
export interface SeenControlPlane {
  readonly name: string;
  /** Absent for control planes without versions. */
  readonly version?: string;
  readonly provisioning: boolean;
  readonly upgrading: boolean;
}

/** Checks before Machines are made, by upstream's names. */
export type PreflightCheck = 'KubeadmVersionSkew' | 'KubernetesVersionSkew' | 'ControlPlaneIsStable' | 'ControlPlaneVersionSkew';

/** All that a decision about a MachineSet may look at. */
export interface Observation {
  readonly now: Instant;
  /** As the API server keeps it. */
  readonly stored: DeepReadonly<MachineSet>;
  /** The same with admission's defaults. */
  readonly machineSet: DeepReadonly<MachineSet>;
  readonly cluster: DeepReadonly<Cluster>;
  /** Machines that the set controls, by name. */
  readonly machines: readonly SeenMachine[];
  /** Machines that match the selector and have no controller. */
  readonly orphans: readonly DeepReadonly<Machine>[];
  readonly templates: { readonly infrastructure: SeenReference<SeenTemplate>; readonly bootstrap: SeenReference<SeenTemplate> };
  readonly controlPlane: SeenReference<SeenControlPlane>;
  /** Machines may carry labels or annotations that an earlier template wanted. */
  readonly mayHaveLeftovers: boolean;
  /** Checks that the flags and gates of the process leave on. */
  readonly checks: readonly PreflightCheck[];
  /** Taken from the injected Random while observing: endings of the names of Machines that have to be made. */
  readonly drawn: { readonly suffixes: readonly string[] };
}
