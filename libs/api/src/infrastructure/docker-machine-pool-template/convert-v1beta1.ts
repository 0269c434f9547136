import { conversionOf } from '../../conversion/conversion-of.ts';
import { poolSpec } from '../conversion/machine-pool.ts';
import { template } from '../conversion/template.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** DockerMachinePoolTemplate: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(template(poolSpec), {
  remembers: false,
  hub: { spec: v1beta2.DockerMachinePoolTemplateSpec },
  old: { spec: v1beta1.DockerMachinePoolTemplateSpec },
});
