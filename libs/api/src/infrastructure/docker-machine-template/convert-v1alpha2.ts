import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, remembered } from '../../conversion/mapping.ts';
import { shownWithin } from '../conversion/shown.ts';
import { templateStatus } from '../conversion/template.ts';
import { machineSpec } from '../docker-machine/convert-v1alpha2.ts';
import { MachineTemplateStatus } from '../v1beta2/machine-template-status.ts';
import { DockerMachineTemplateSpec } from './v1beta2.ts';

const template = mapping(remembered('metadata'), shownWithin('spec', machineSpec));

/** DockerMachineTemplate: v1alpha2 ↔ v1beta2. */
export const convertV1Alpha2 = conversionOf(mapping(shownWithin('spec', shownWithin('template', template)), templateStatus), {
  remembers: true,
  hub: { spec: DockerMachineTemplateSpec, status: MachineTemplateStatus },
});
