import { MachineConditions, type Verdict } from '@capi/api';

import { mirrored } from '../../../external/mirrored.ts';
import { handedOver } from '../decide/handed-over.ts';
import type { Observation } from '../observation.ts';

/** What the bootstrap config says about itself; without one, whether its data was given. */
export function bootstrapConfigReady(seen: Observation): Verdict<'BootstrapConfigReady'> {
  const { machine, bootstrap } = seen;
  const type = 'BootstrapConfigReady' as const;
  const reference = machine.spec.bootstrap.configRef;
  if (reference === undefined) {
    const missing = inlineDataMissing(seen);
    return missing === undefined
      ? MachineConditions.verdict(type, 'True', 'DataSecretProvided')
      : MachineConditions.verdict(type, 'False', 'NotReady', missing);
  }
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

/** Why bootstrap data that were written into the Machine are not in its Secret; undefined when they are, or there are none. */
function inlineDataMissing({ inlineData }: Observation): string | undefined {
  switch (inlineData?.state) {
    case 'foreign':
      return `the bootstrap data in the Machine cannot be kept: Secret ${inlineData.secret} is not the Machine's own; delete or rename it`;
    case 'malformed':
      return 'the bootstrap data in the Machine are not base64; encode spec.bootstrap.data of its v1alpha2 form';
    case 'missing':
    case 'outdated':
      return `the bootstrap data in the Machine are not in Secret ${inlineData.secret} yet`;
    case 'kept':
    case undefined:
    default:
      return undefined;
  }
}
