import type { MachineStatus } from '@capi/api';

import type { Observation } from '../observation.ts';

/**
 * The Machine's phase; the last rule that applies wins. `Running` needs a Node, not a healthy one.
 * @param status what else is reported in the same breath
 */
export function phase(
  { machine }: Observation,
  status: Pick<MachineStatus, 'initialization' | 'nodeRef'>,
): NonNullable<MachineStatus['phase']> {
  if (machine.metadata.deletionTimestamp !== undefined) return 'Deleting';
  const { bootstrapDataSecretCreated, infrastructureProvisioned } = status.initialization ?? {};
  if (status.nodeRef !== undefined && infrastructureProvisioned === true) return 'Running';
  if (machine.spec.providerID !== undefined) return 'Provisioned';
  if (bootstrapDataSecretCreated === true && infrastructureProvisioned !== true) return 'Provisioning';
  return machine.status?.phase ?? 'Pending';
}
