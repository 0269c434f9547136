import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, remembered } from '../../conversion/mapping.ts';
import { shownInHub } from '../conversion/shown.ts';
import { providerID, readiness } from '../conversion/status.ts';
import { DockerMachineSpec, DockerMachineStatus } from './v1beta2.ts';

/** `spec` of a DockerMachine: v1alpha2 knew no more than who it is. */
export const machineSpec = mapping(providerID, ...['bootstrapTimeout', 'customImage', 'extraMounts', 'preLoadImages'].map(remembered));
const status = mapping(
  readiness(),
  ...['addresses', 'conditions', 'deprecated', 'failureDomain', 'loadBalancerConfigured'].map(remembered),
);

/** DockerMachine: v1alpha2 ↔ v1beta2. */
export const convertV1Alpha2 = conversionOf(mapping(shownInHub('spec', machineSpec), shownInHub('status', status)), {
  remembers: true,
  hub: { spec: DockerMachineSpec, status: DockerMachineStatus },
});
