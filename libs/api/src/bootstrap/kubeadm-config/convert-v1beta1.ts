import { intent, nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, moved, same, within } from '../../conversion/mapping.ts';
import { conditions, mirrorAlways } from '../../conversion/v1beta1/conditions.ts';
import { kubeadmConfigSpec } from './conversion/v1beta1-spec.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmConfigSpec, KubeadmConfigStatus } from './v1beta2.ts';

const status = mapping(
  moved('ready', 'initialization.dataSecretCreated', intent(false, { shown: true })),
  same(nonZero, 'dataSecretName'),
  same(nonZero, 'observedGeneration'),
  conditions,
  moved('failureReason', 'deprecated.v1beta1.failureReason', nonZero),
  moved('failureMessage', 'deprecated.v1beta1.failureMessage', nonZero),
  mirrorAlways,
);

/** KubeadmConfig between v1beta1 and the hub. */
export const kubeadmConfigV1Beta1 = conversionOf(
  mapping(
    within('spec', 'spec', kubeadmConfigSpec, { oldAlways: true, hubAlways: true }),
    within('status', 'status', status, { oldAlways: true, hubAlways: true }),
  ),
  {
    remembers: true,
    old: { spec: v1beta1.KubeadmConfigSpec, status: v1beta1.KubeadmConfigStatus },
    hub: { spec: KubeadmConfigSpec, status: KubeadmConfigStatus },
  },
);
