import { MachineConditions, type Verdict } from '@capi/api';

import { mirrored } from '../../../external/mirrored.ts';
import { handedOver } from '../decide/handed-over.ts';
import type { Observation } from '../observation.ts';

/** What the bootstrap config says about itself; without one, whether its data was given. */
export function bootstrapConfigReady(seen: Observation): Verdict<'BootstrapConfigReady'> {
  const { machine, bootstrap } = seen;
  const type = 'BootstrapConfigReady' as const;
  const reference = machine.spec.bootstrap.configRef;
  if (reference === undefined) return MachineConditions.verdict(type, 'True', 'DataSecretProvided');
  const name = `${reference.kind} ${reference.name}`;
  switch (bootstrap.state) {
    case 'found':
      return mirrored(type, bootstrap.ready, {
        holds: bootstrap.dataSecretCreated,
        good: MachineConditions.verdict(type, 'True', 'Ready'),
        bad: MachineConditions.verdict(type, 'False', 'NotReady', `${name} has not made the bootstrap data yet`),
      });
    case 'unreadable':
      return MachineConditions.verdict(type, 'Unknown', 'InternalError', bootstrap.why);
    case 'none':
    case 'missing':
    default:
      return machine.metadata.deletionTimestamp !== undefined && handedOver(seen).bootstrapDataSecretCreated
        ? MachineConditions.verdict(type, 'False', 'ObjectDeleted', `${name} has been deleted`)
        : MachineConditions.verdict(type, 'False', 'ObjectDoesNotExist', `${name} does not exist`);
  }
}
