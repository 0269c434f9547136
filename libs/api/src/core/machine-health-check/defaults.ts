import type { DeepReadonly } from '@capi/seams';

import { draftOf } from '../../meta/draft.ts';
import { labels } from '../../names/labels.ts';
import type { MachineHealthCheck } from './kind.ts';

const nodeStartupTimeoutSeconds = 600;

/**
 * A MachineHealthCheck with what admission adds: the label of its Cluster and ten minutes for a Node to come up.
 * @see upstream v1.14.0 core/webhooks/admission/machinehealthcheck.go (behaviour)
 */
export function defaultMachineHealthCheck(check: DeepReadonly<MachineHealthCheck>): DeepReadonly<MachineHealthCheck> {
  const { metadata, spec } = check;
  const draft = draftOf(check).spec ?? {};
  const checks = draft.checks as DeepReadonly<MachineHealthCheck>['spec']['checks'];
  return {
    ...check,
    metadata: { ...metadata, labels: { ...metadata.labels, [labels.clusterName]: draft.clusterName ?? '' } },
    spec: { ...spec, checks: { nodeStartupTimeoutSeconds, ...checks } },
  };
}
