import { always, intent, kept, nonZero, shownInOld, time } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, moved, same, within } from '../../conversion/mapping.ts';
import { conditions, counters, legacyCounters, mirrorAlways } from '../../conversion/v1beta1/conditions.ts';
import { labelSelector, machineTemplate, statusVersions } from '../../conversion/v1beta1/machine-spec.ts';
import { rolloutStrategy } from '../../conversion/v1beta1/rollout-strategy.ts';
import { MachineDeploymentSpec, MachineDeploymentStatus } from './v1beta2.ts';

// revisionHistoryLimit and progressDeadlineSeconds never did anything; upstream drops them for good, and so do we.
const spec = mapping(
  same(shownInOld(''), 'clusterName'),
  same(kept, 'replicas'),
  moved('rolloutAfter', 'rollout.after', time),
  same(labelSelector({ oldAlways: true }), 'selector'),
  machineTemplate,
  moved('minReadySeconds', 'template.spec.minReadySeconds', kept),
  rolloutStrategy('remediation.maxInFlight'),
  moved('machineNamingStrategy.template', 'machineNaming.template', nonZero),
  same(intent(false), 'paused'),
);

const status = mapping(
  same(always(0), 'replicas'),
  same(nonZero, 'selector', 'observedGeneration'),
  same(nonZero, 'phase'),
  statusVersions,
  conditions,
  counters,
  mirrorAlways,
  legacyCounters('updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas'),
);

/** MachineDeployment between v1beta1 and the hub. */
export const machineDeploymentV1Beta1 = conversionOf(
  mapping(
    within('spec', 'spec', spec, { hubAlways: true, oldAlways: true }),
    within('status', 'status', status, { hubAlways: true, oldAlways: true }),
  ),
  { remembers: true, hub: { spec: MachineDeploymentSpec, status: MachineDeploymentStatus } },
);
