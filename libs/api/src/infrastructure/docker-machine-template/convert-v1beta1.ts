import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping } from '../../conversion/mapping.ts';
import { dockerMachine } from '../conversion/docker.ts';
import { providerID } from '../conversion/status.ts';
import { template, templateStatus } from '../conversion/template.ts';
import { MachineTemplateStatus } from '../v1beta2/machine-template-status.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** DockerMachineTemplate: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(mapping(template(mapping(providerID, dockerMachine)), templateStatus), {
  remembers: true,
  hub: { spec: v1beta2.DockerMachineTemplateSpec, status: MachineTemplateStatus },
  old: { spec: v1beta1.DockerMachineTemplateSpec },
});
