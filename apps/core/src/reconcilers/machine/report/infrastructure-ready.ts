import { MachineConditions, type Verdict } from '@capi/api';

import { mirrored } from '../../../external/mirrored.ts';
import type { Observation } from '../observation.ts';

/** What the infrastructure machine says about itself. */
export function infrastructureReady({ machine, infrastructure }: Observation): Verdict<'InfrastructureReady'> {
  const type = 'InfrastructureReady' as const;
  const name = `${machine.spec.infrastructureRef.kind} ${machine.spec.infrastructureRef.name}`;
  switch (infrastructure.state) {
    case 'found':
      return mirrored(type, infrastructure.ready, {
        holds: infrastructure.provisioned,
        good: MachineConditions.verdict(type, 'True', 'Ready'),
        bad: MachineConditions.verdict(type, 'False', 'NotReady', `${name} is not provisioned yet`),
      });
    case 'unreadable':
      return MachineConditions.verdict(type, 'Unknown', 'InternalError', infrastructure.why);
    case 'none':
    case 'missing':
    default:
      return machine.status?.initialization?.infrastructureProvisioned === true
        ? MachineConditions.verdict(type, 'False', 'ObjectDeleted', `${name} has been deleted`)
        : MachineConditions.verdict(type, 'False', 'ObjectDoesNotExist', `${name} does not exist`);
  }
}
