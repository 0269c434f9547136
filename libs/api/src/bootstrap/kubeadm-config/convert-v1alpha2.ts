import { intent } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { at, put } from '../../conversion/json.ts';
import { mapping, moved, onlyUp, remembered, within } from '../../conversion/mapping.ts';
import { failure } from '../../conversion/v1alpha2/failure.ts';
import { keepingAside } from '../../conversion/v1alpha2/kept-aside.ts';
import { keepingUnchanged } from '../../conversion/v1alpha2/unchanged.ts';
import { aside, kubeadmConfigSpec } from './conversion/v1alpha2-spec.ts';
import { KubeadmConfigSpec, KubeadmConfigStatus } from './v1beta2.ts';

// `status.bootstrapData` is in neither list: it is secret, and a Secret holds it today.
const status = mapping(
  moved('ready', 'initialization.dataSecretCreated', intent(false)),
  failure,
  ...['dataSecretName', 'conditions', 'observedGeneration', 'deprecated.v1beta1.conditions'].map(remembered),
  onlyUp((_old, hub, known) => {
    // The mirror is there in most objects and says nothing in many of them.
    if (at(known.remembered, 'deprecated.v1beta1') !== undefined) put(hub, 'deprecated.v1beta1', at(hub, 'deprecated.v1beta1') ?? {});
  }),
);

/** KubeadmConfig between v1alpha2 and the hub. */
export const kubeadmConfigV1Alpha2 = keepingAside(
  keepingUnchanged(
    conversionOf(
      mapping(within('spec', 'spec', kubeadmConfigSpec, { hubAlways: true }), within('status', 'status', status, { hubAlways: true })),
      { remembers: true, hub: { spec: KubeadmConfigSpec, status: KubeadmConfigStatus } },
    ),
  ),
  [...aside('spec'), 'spec'],
);
