import type { DeepReadonly } from '@capi/seams';

import { defaultReplicas } from '../../defaulting/replicas.ts';
import { defaultSelection, defaultTemplate } from '../../defaulting/selection.ts';
import { draftOf } from '../../meta/draft.ts';
import { labels } from '../../names/labels.ts';
import type { MachineDeployment } from './kind.ts';
import type { Rollout } from './rollout.ts';

/**
 * A MachineDeployment with what admission adds: the label of its Cluster, replicas, a rolling update of one more and none less, and
 * labels to select by.
 * @param before the object as it was, when it is changed rather than made
 * @throws a terminal OperationError when autoscaler bounds are no numbers
 * @see upstream v1.14.0 core/webhooks/admission/machinedeployment.go (behaviour)
 */
export function defaultMachineDeployment(
  deployment: DeepReadonly<MachineDeployment>,
  before?: DeepReadonly<MachineDeployment>,
): DeepReadonly<MachineDeployment> {
  const { metadata, spec } = deployment;
  const draft = draftOf(deployment);
  const cluster = { [labels.clusterName]: draft.spec?.clusterName ?? '' };
  const { selector, template } = defaultSelection(draft.spec, { [labels.deploymentName]: draft.metadata?.name ?? '' }, cluster);
  return {
    ...deployment,
    metadata: { ...metadata, labels: { ...metadata.labels, ...cluster } },
    spec: {
      ...spec,
      replicas: defaultReplicas(deployment, before),
      rollout: defaultRollout(draft.spec?.rollout as DeepReadonly<Rollout> | undefined),
      selector,
      template: defaultTemplate(template),
    },
  };
}

function defaultRollout(rollout: DeepReadonly<Rollout> | undefined): DeepReadonly<Rollout> {
  const { strategy } = rollout ?? {};
  const given: string = strategy?.type ?? '';
  const isRolling = given === '' || given === 'RollingUpdate';
  // OnDelete replaces nothing by itself, so bounds would say nothing.
  if (!isRolling) return { ...rollout };
  return {
    ...rollout,
    strategy: { ...strategy, type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0, ...strategy?.rollingUpdate } },
  };
}
