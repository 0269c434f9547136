import { always, intent, kept, nonZero, shownInOld, time } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { at, put } from '../../conversion/json.ts';
import { mapping, moved, nested, onlyDown, same, within } from '../../conversion/mapping.ts';
import { contractReference } from '../../conversion/references.ts';
import { conditions, counters, legacyCounters, mirrorAlways } from '../../conversion/v1beta1/conditions.ts';
import { conditionGates, nodeTimeouts, statusVersions, taints, templateMetadata } from '../../conversion/v1beta1/machine-spec.ts';
import { controlPlaneFields } from '../conversion/v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmControlPlaneSpec, KubeadmControlPlaneStatus } from './v1beta2.ts';

// Flat in the old version; the hub has apart what is for the Machines' metadata and what for their spec.
const machineTemplate = mapping(
  same(templateMetadata({ oldAlways: true }), 'metadata'),
  nested(
    'spec',
    mapping(same(contractReference({ oldAlways: true }), 'infrastructureRef'), conditionGates('readinessGates'), taints, nodeTimeouts),
  ),
);

const spec = mapping(
  same(kept, 'replicas'),
  same(shownInOld(''), 'version'),
  within('machineTemplate', 'machineTemplate', machineTemplate, { oldAlways: true }),
  controlPlaneFields,
);

const status = mapping(
  same(nonZero, 'selector', 'version'),
  statusVersions,
  same(always(0), 'replicas'),
  legacyCounters('updatedReplicas', 'readyReplicas', 'unavailableReplicas'),
  counters,
  moved('initialized', 'initialization.controlPlaneInitialized', intent(false, { shown: true })),
  // `ready` has no home in the hub: what a client writes there is ignored, what it reads follows from the Machines that are ready.
  onlyDown((hub, old) => put(old, 'ready', Number(at(hub, 'deprecated.v1beta1.readyReplicas') ?? 0) > 0)),
  within(
    'lastRemediation',
    'lastRemediation',
    mapping(same(shownInOld(''), 'machine'), moved('timestamp', 'time', time), same(always(0), 'retryCount')),
  ),
  same(nonZero, 'observedGeneration'),
  conditions,
  moved('failureReason', 'deprecated.v1beta1.failureReason', nonZero),
  moved('failureMessage', 'deprecated.v1beta1.failureMessage', kept),
  mirrorAlways,
);

/** KubeadmControlPlane between v1beta1 and the hub. */
export const kubeadmControlPlaneV1Beta1 = conversionOf(
  mapping(
    within('spec', 'spec', spec, { oldAlways: true, hubAlways: true }),
    within('status', 'status', status, { oldAlways: true, hubAlways: true }),
  ),
  {
    remembers: true,
    hub: { spec: KubeadmControlPlaneSpec, status: KubeadmControlPlaneStatus },
    old: { spec: v1beta1.KubeadmControlPlaneSpec, status: v1beta1.KubeadmControlPlaneStatus },
  },
);
