import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, remembered, within } from '../../conversion/mapping.ts';
import { keepingAside } from '../../conversion/v1alpha2/kept-aside.ts';
import { keepingUnchanged } from '../../conversion/v1alpha2/unchanged.ts';
import { aside, kubeadmConfigSpec } from '../kubeadm-config/conversion/v1alpha2-spec.ts';
import { KubeadmConfigTemplateSpec } from './v1beta2.ts';

const template = mapping(remembered('metadata'), within('spec', 'spec', kubeadmConfigSpec, { hubAlways: true }));

/** KubeadmConfigTemplate between v1alpha2 and the hub. */
export const kubeadmConfigTemplateV1Alpha2 = keepingAside(
  keepingUnchanged(
    conversionOf(
      within('spec', 'spec', within('template', 'template', template, { hubAlways: true, oldAlways: true }), {
        hubAlways: true,
        oldAlways: true,
      }),
      { remembers: true, hub: { spec: KubeadmConfigTemplateSpec } },
    ),
  ),
  [...aside('spec.template.spec'), 'spec.template.spec'],
);
