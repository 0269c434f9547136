import { always, intent, kept, nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { at, put } from '../../conversion/json.ts';
import { mapping, moved, onlyUp, remembered, same, within } from '../../conversion/mapping.ts';
import { renamed, renamedAnnotations } from '../../conversion/v1alpha2/annotations.ts';
import { clusterName } from '../../conversion/v1alpha2/cluster-name.ts';
import { inlineData } from '../../conversion/v1alpha2/inline-data.ts';
import { keepingAside } from '../../conversion/v1alpha2/kept-aside.ts';
import { machineTemplate, templateAside } from '../../conversion/v1alpha2/machine-spec.ts';
import { oneOf } from '../../conversion/v1alpha2/one-of.ts';
import { replicas } from '../../conversion/v1alpha2/replicas.ts';
import { mirrorAlways } from '../../conversion/v1beta1/conditions.ts';
import { labelSelector } from '../../conversion/v1beta1/machine-spec.ts';
import { MachineDeploymentSpec, MachineDeploymentStatus } from './v1beta2.ts';

/** OnDelete had no word in v1alpha2, which shows nothing in its place; it comes back unless a word was put there. */
const onDelete = onlyUp((_old, hub, known) => {
  const type = 'rollout.strategy.type';
  if (at(hub, type) === undefined && at(known.remembered, type) === 'OnDelete') put(hub, type, 'OnDelete');
});

const spec = mapping(
  same(kept, 'replicas'),
  same(labelSelector({ oldAlways: true }), 'selector'),
  machineTemplate,
  moved('minReadySeconds', 'template.spec.minReadySeconds', kept),
  moved('strategy.type', 'rollout.strategy.type', oneOf('RollingUpdate')),
  onDelete,
  moved('strategy.rollingUpdate.maxSurge', 'rollout.strategy.rollingUpdate.maxSurge', kept),
  moved('strategy.rollingUpdate.maxUnavailable', 'rollout.strategy.rollingUpdate.maxUnavailable', kept),
  same(intent(false), 'paused'),
  ...['remediation', 'deletion', 'machineNaming', 'rollout.after'].map(remembered),
);

const status = mapping(
  same(always(0), 'replicas'),
  same(nonZero, 'selector', 'observedGeneration'),
  mirrorAlways,
  replicas('updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas'),
  ...['phase', 'conditions', 'readyReplicas', 'availableReplicas', 'upToDateReplicas', 'versions', 'deprecated.v1beta1.conditions'].map(
    remembered,
  ),
);

/** MachineDeployment between v1alpha2 and the hub. */
export const machineDeploymentV1Alpha2 = keepingAside(
  conversionOf(
    mapping(
      within('spec', 'spec', spec, { hubAlways: true, oldAlways: true }),
      clusterName({ template: true }),
      within('status', 'status', status, { hubAlways: true, oldAlways: true }),
      renamedAnnotations(renamed.deployment),
      inlineData({ machine: 'spec.template.spec', metadata: 'spec.template.metadata' }),
    ),
    { remembers: true, hub: { spec: MachineDeploymentSpec, status: MachineDeploymentStatus } },
  ),
  [...templateAside, 'spec.revisionHistoryLimit', 'spec.progressDeadlineSeconds', 'spec.strategy.type'],
);
