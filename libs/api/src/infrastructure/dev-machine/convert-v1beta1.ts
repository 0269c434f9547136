import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, remembered } from '../../conversion/mapping.ts';
import { machineBackend } from '../conversion/docker.ts';
import { shownWithin } from '../conversion/shown.ts';
import { machineStatus, providerID } from '../conversion/status.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** DevMachine: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(
  mapping(
    shownWithin('spec', mapping(providerID, machineBackend)),
    shownWithin('status', mapping(machineStatus, remembered('failureDomain'))),
  ),
  {
    remembers: true,
    hub: { spec: v1beta2.DevMachineSpec, status: v1beta2.DevMachineStatus },
    old: { spec: v1beta1.DevMachineSpec, status: v1beta1.DevMachineStatus },
  },
);
