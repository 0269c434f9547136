import type { DeepReadonly } from '@capi/seams';

import { defaultReplicas } from '../../defaulting/replicas.ts';
import { defaultSelection, defaultTemplate } from '../../defaulting/selection.ts';
import { labels } from '../../names/labels.ts';
import type { MachineDeployment } from './kind.ts';
import type { Rollout } from './rollout.ts';

/**
 * A MachineDeployment with what admission adds: the label of its Cluster, replicas, a rolling update of one more and none less, and
 * labels to select by.
 * @param before the object as it was, when it is changed rather than made
 * @see upstream v1.14.0 core/webhooks/admission/machinedeployment.go (behaviour)
 */
export function defaultMachineDeployment(
  deployment: DeepReadonly<MachineDeployment>,
  before?: DeepReadonly<MachineDeployment>,
): DeepReadonly<MachineDeployment> {
  const { metadata, spec } = deployment;
  const cluster = { [labels.clusterName]: spec.clusterName };
  const { selector, template } = defaultSelection(spec, { [labels.deploymentName]: metadata.name ?? '' }, cluster);
  return {
    ...deployment,
    metadata: { ...metadata, labels: { ...metadata.labels, ...cluster } },
    spec: {
      ...spec,
      replicas: defaultReplicas(deployment, before),
      rollout: defaultRollout(spec.rollout),
      selector,
      template: defaultTemplate(template),
    },
  };
}

function defaultRollout(rollout: DeepReadonly<Rollout> | undefined): DeepReadonly<Rollout> {
  const type = rollout?.strategy?.type ?? 'RollingUpdate';
  const { rollingUpdate } = rollout?.strategy ?? {};
  // OnDelete replaces nothing by itself, so bounds would say nothing.
  if (type === 'OnDelete') return { ...rollout, strategy: { ...rollout?.strategy, type } };
  return { ...rollout, strategy: { type, rollingUpdate: { maxSurge: 1, maxUnavailable: 0, ...rollingUpdate } } };
}
