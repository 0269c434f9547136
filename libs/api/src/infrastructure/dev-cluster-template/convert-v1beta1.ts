import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping } from '../../conversion/mapping.ts';
import { clusterBackend, controlPlaneEndpoint } from '../conversion/docker.ts';
import { template } from '../conversion/template.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** DevClusterTemplate: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(template(mapping(controlPlaneEndpoint, clusterBackend)), {
  remembers: false,
  hub: { spec: v1beta2.DevClusterTemplateSpec },
  old: { spec: v1beta1.DevClusterTemplateSpec },
});
