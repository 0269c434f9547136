import { always, kept, nonZero, shownInOld } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, moved, same, within } from '../../conversion/mapping.ts';
import { conditions, counters, failure, legacyCounters, mirrorAlways } from '../../conversion/v1beta1/conditions.ts';
import { labelSelector, machineTemplate, statusVersions } from '../../conversion/v1beta1/machine-spec.ts';
import { MachineSetSpec, MachineSetStatus } from './v1beta2.ts';

const spec = mapping(
  same(shownInOld(''), 'clusterName'),
  same(kept, 'replicas'),
  moved('deletePolicy', 'deletion.order', nonZero),
  same(labelSelector({ oldAlways: true }), 'selector'),
  machineTemplate,
  moved('minReadySeconds', 'template.spec.minReadySeconds', nonZero),
  moved('machineNamingStrategy.template', 'machineNaming.template', nonZero),
);

const status = mapping(
  same(always(0), 'replicas'),
  same(nonZero, 'selector', 'observedGeneration'),
  statusVersions,
  conditions,
  failure,
  counters,
  mirrorAlways,
  legacyCounters('fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'),
);

/** MachineSet between v1beta1 and the hub; nothing has to be remembered. */
export const machineSetV1Beta1 = conversionOf(
  mapping(within('spec', 'spec', spec, { oldAlways: true }), within('status', 'status', status, { hubAlways: true, oldAlways: true })),
  { remembers: false, hub: { spec: MachineSetSpec, status: MachineSetStatus } },
);
