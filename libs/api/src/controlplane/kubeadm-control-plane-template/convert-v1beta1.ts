import { conversionOf } from '../../conversion/conversion-of.ts';
import { at, objectIn, put } from '../../conversion/json.ts';
import { mapping, nested, onlyUp, same, within } from '../../conversion/mapping.ts';
import { nodeTimeouts, taints, templateMetadata } from '../../conversion/v1beta1/machine-spec.ts';
import { controlPlaneFields } from '../conversion/v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmControlPlaneTemplateSpec } from './v1beta2.ts';

const always = { oldAlways: true, hubAlways: true } as const;

const spec = mapping(
  // Upstream shows machineTemplate also where the hub has none.
  within(
    'machineTemplate',
    'machineTemplate',
    mapping(same(templateMetadata({ oldAlways: true }), 'metadata'), nested('spec', mapping(taints, nodeTimeouts))),
    {
      oldAlways: true,
    },
  ),
  controlPlaneFields,
  onlyUp((old, hub) => {
    // v1beta1 took a strategy without a type.
    if (objectIn(old['rolloutStrategy']) !== undefined)
      put(hub, 'rollout.strategy.type', at(hub, 'rollout.strategy.type') ?? 'RollingUpdate');
  }),
);

/** KubeadmControlPlaneTemplate between v1beta1 and the hub. */
export const kubeadmControlPlaneTemplateV1Beta1 = conversionOf(
  within(
    'spec',
    'spec',
    within(
      'template',
      'template',
      mapping(same(templateMetadata({ oldAlways: true }), 'metadata'), within('spec', 'spec', spec, always)),
      always,
    ),
    always,
  ),
  {
    remembers: true,
    hub: { spec: KubeadmControlPlaneTemplateSpec },
    old: { spec: v1beta1.KubeadmControlPlaneTemplateSpec },
  },
);
