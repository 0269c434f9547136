import { always, intent, kept, nonZero, shownInOld } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { listOf, mapping, moved, same, within } from '../../conversion/mapping.ts';
import { conditions, counters, failure, mirrorAlways } from '../../conversion/v1beta1/conditions.ts';
import { machineTemplate, statusVersions } from '../../conversion/v1beta1/machine-spec.ts';
import { MachinePoolSpec, MachinePoolStatus } from './v1beta2.ts';

const spec = mapping(
  same(shownInOld(''), 'clusterName'),
  same(kept, 'replicas', 'providerIDList', 'failureDomains'),
  machineTemplate,
  moved('minReadySeconds', 'template.spec.minReadySeconds', kept),
);

const nodeReferences = listOf(same(nonZero, 'kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'));

/** Counters that v1beta1 shows only when they are not zero. */
const legacyCounters = mapping(
  ...['readyReplicas', 'availableReplicas', 'unavailableReplicas'].map((name) => moved(name, `deprecated.v1beta1.${name}`, nonZero)),
);

const status = mapping(
  same(nodeReferences, 'nodeRefs'),
  same(always(0), 'replicas'),
  same(nonZero, 'observedGeneration'),
  same(nonZero, 'phase'),
  statusVersions,
  conditions,
  failure,
  counters,
  mirrorAlways,
  legacyCounters,
  moved('bootstrapReady', 'initialization.bootstrapDataSecretCreated', intent(false, { shown: true })),
  moved('infrastructureReady', 'initialization.infrastructureProvisioned', intent(false, { shown: true })),
);

/** MachinePool between v1beta1 and the hub. */
export const machinePoolV1Beta1 = conversionOf(
  mapping(within('spec', 'spec', spec, { oldAlways: true }), within('status', 'status', status, { hubAlways: true, oldAlways: true })),
  { remembers: true, hub: { spec: MachinePoolSpec, status: MachinePoolStatus } },
);
