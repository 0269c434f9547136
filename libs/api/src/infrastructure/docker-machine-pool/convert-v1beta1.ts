import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, moved, remembered } from '../../conversion/mapping.ts';
import { legacyConditionsCodec } from '../../conversion/v1beta1/conditions.ts';
import { poolSpec, poolStatus } from '../conversion/machine-pool.ts';
import { shownWithin } from '../conversion/shown.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** DockerMachinePool: v1beta1, which has no place for today's conditions, ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(
  mapping(
    shownWithin('spec', poolSpec),
    shownWithin(
      'status',
      mapping(poolStatus, moved('conditions', 'deprecated.v1beta1.conditions', legacyConditionsCodec), remembered('conditions')),
    ),
  ),
  {
    remembers: true,
    hub: { spec: v1beta2.DockerMachinePoolSpec, status: v1beta2.DockerMachinePoolStatus },
    old: { spec: v1beta2.DockerMachinePoolSpec, status: v1beta1.DockerMachinePoolStatus },
  },
);
