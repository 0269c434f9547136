import type { Cluster, Machine, MachineDeployment, MachineSet } from '@capi/api';
import type { DeepReadonly, Instant } from '@capi/seams';

import type { SeenReference } from '../../external/seen-reference.ts';
import type { SeenTemplate } from '../../external/seen-template.ts';

export interface SeenSet {
  readonly machineSet: DeepReadonly<MachineSet>;
  /** Machines that the set controls, those being deleted included. */
  readonly machines: readonly DeepReadonly<Machine>[];
  /** Why the set is not what the deployment asks for; empty when it is. */
  readonly outdatedBecause: readonly string[];
}

/** All that a decision about a MachineDeployment may look at. */
export interface Observation {
  readonly now: Instant;
  /** As the API server keeps it. */
  readonly stored: DeepReadonly<MachineDeployment>;
  /** The same with admission's defaults. */
  readonly deployment: DeepReadonly<MachineDeployment>;
  readonly cluster: DeepReadonly<Cluster>;
  /** Sets that the deployment controls, by name. */
  readonly sets: readonly SeenSet[];
  /** Names of sets that match the selector and have no controller. */
  readonly orphans: readonly string[];
  readonly templates: { readonly infrastructure: SeenReference<SeenTemplate>; readonly bootstrap: SeenReference<SeenTemplate> };
  /** Taken from the injected Random while observing: ends the name of a set that has to be made. */
  readonly drawn: { readonly suffix: string };
}
