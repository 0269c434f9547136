import { labels, type Machine } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

export interface SortedMachines {
  readonly ours: readonly DeepReadonly<Machine>[];
  /** Names of control-plane Machines that another object controls, or nobody. */
  readonly foreign: readonly string[];
  /** Names of all others. */
  readonly workers: readonly string[];
}

/**
 * Sorts a Cluster's Machines by whose they are.
 * @param owner UID of the control plane
 */
export function sortMachines(machines: readonly DeepReadonly<Machine>[], owner: string): SortedMachines {
  const controlPlane = machines.filter((machine) => machine.metadata.labels?.[labels.controlPlane] === '');
  const isOurs = (machine: DeepReadonly<Machine>): boolean =>
    machine.metadata.ownerReferences?.some((reference) => reference.controller === true && reference.uid === owner) === true;
  return {
    ours: controlPlane.filter(isOurs),
    foreign: controlPlane.filter((machine) => !isOurs(machine)).map((machine) => machine.metadata.name),
    workers: machines
      .filter((machine) => machine.metadata.labels?.[labels.controlPlane] === undefined)
      .map(({ metadata }) => metadata.name),
  };
}
