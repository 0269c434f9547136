import { always, kept, nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, moved, remembered, same, within } from '../../conversion/mapping.ts';
import { renamed, renamedAnnotations } from '../../conversion/v1alpha2/annotations.ts';
import { clusterName } from '../../conversion/v1alpha2/cluster-name.ts';
import { failure } from '../../conversion/v1alpha2/failure.ts';
import { inlineData } from '../../conversion/v1alpha2/inline-data.ts';
import { keepingAside } from '../../conversion/v1alpha2/kept-aside.ts';
import { machineTemplate, templateAside } from '../../conversion/v1alpha2/machine-spec.ts';
import { oneOf } from '../../conversion/v1alpha2/one-of.ts';
import { replicas } from '../../conversion/v1alpha2/replicas.ts';
import { mirrorAlways } from '../../conversion/v1beta1/conditions.ts';
import { labelSelector } from '../../conversion/v1beta1/machine-spec.ts';
import { MachineSetSpec, MachineSetStatus } from './v1beta2.ts';

const spec = mapping(
  same(kept, 'replicas'),
  moved('deletePolicy', 'deletion.order', oneOf('Random', 'Newest', 'Oldest')),
  same(labelSelector({ oldAlways: true }), 'selector'),
  machineTemplate,
  moved('minReadySeconds', 'template.spec.minReadySeconds', nonZero),
  remembered('machineNaming'),
);

const status = mapping(
  same(always(0), 'replicas'),
  same(nonZero, 'selector', 'observedGeneration'),
  mirrorAlways,
  replicas('fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'),
  failure,
  ...['conditions', 'readyReplicas', 'availableReplicas', 'upToDateReplicas', 'versions', 'deprecated.v1beta1.conditions'].map(remembered),
);

/** MachineSet between v1alpha2 and the hub. */
export const machineSetV1Alpha2 = keepingAside(
  conversionOf(
    mapping(
      within('spec', 'spec', spec, { hubAlways: true, oldAlways: true }),
      clusterName({ template: true }),
      within('status', 'status', status, { hubAlways: true, oldAlways: true }),
      renamedAnnotations(renamed.deployment),
      inlineData({ machine: 'spec.template.spec', metadata: 'spec.template.metadata' }),
    ),
    { remembers: true, hub: { spec: MachineSetSpec, status: MachineSetStatus } },
  ),
  [...templateAside, 'spec.deletePolicy'],
);
