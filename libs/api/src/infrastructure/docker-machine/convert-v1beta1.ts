import { always } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, remembered, same } from '../../conversion/mapping.ts';
import { dockerMachine } from '../conversion/docker.ts';
import { shownWithin } from '../conversion/shown.ts';
import { machineStatus, providerID } from '../conversion/status.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** DockerMachine: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(
  mapping(
    shownWithin('spec', mapping(providerID, dockerMachine)),
    shownWithin('status', mapping(machineStatus, same(always(false), 'loadBalancerConfigured'), remembered('failureDomain'))),
  ),
  {
    remembers: true,
    hub: { spec: v1beta2.DockerMachineSpec, status: v1beta2.DockerMachineStatus },
    old: { spec: v1beta1.DockerMachineSpec, status: v1beta1.DockerMachineStatus },
  },
);
