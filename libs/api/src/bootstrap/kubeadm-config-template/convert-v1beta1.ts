import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, same, within } from '../../conversion/mapping.ts';
import { templateMetadata } from '../../conversion/v1beta1/machine-spec.ts';
import { kubeadmConfigSpec } from '../kubeadm-config/conversion/v1beta1-spec.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmConfigTemplateSpec } from './v1beta2.ts';

/** KubeadmConfigTemplate between v1beta1 and the hub. */
export const kubeadmConfigTemplateV1Beta1 = conversionOf(
  within(
    'spec',
    'spec',
    within(
      'template',
      'template',
      mapping(
        same(templateMetadata({ oldAlways: true }), 'metadata'),
        within('spec', 'spec', kubeadmConfigSpec, { oldAlways: true, hubAlways: true }),
      ),
      { oldAlways: true, hubAlways: true },
    ),
    { oldAlways: true, hubAlways: true },
  ),
  {
    remembers: true,
    old: { spec: v1beta1.KubeadmConfigTemplateSpec },
    hub: { spec: KubeadmConfigTemplateSpec },
  },
);
