import { age, clusterFromLabel, column, ownerColumn } from '../../schema/columns.ts';

/** Columns of a DockerMachine or DevMachine in v1beta1. */
export const infraMachineColumns = [
  clusterFromLabel,
  ownerColumn('Machine', 'Machine that it stands behind'),
  column('ProviderID', 'string', '.spec.providerID', 'Identity of the machine'),
  column('Ready', 'string', '.status.ready', 'Whether the machine is there'),
  age,
] as const;
