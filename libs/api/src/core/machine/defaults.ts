import type { DeepReadonly } from '@capi/seams';

import { withLeadingV } from '../../defaulting/version.ts';
import { labels } from '../../names/labels.ts';
import type { Machine } from './kind.ts';

const nodeDeletionTimeoutSeconds = 10;

/**
 * A Machine with what admission adds: the label of its Cluster, a v before its version, and a bound on how long its Node is tried
 * to be deleted. An explicit 0 there stays, and means for ever.
 * @see upstream v1.14.0 core/webhooks/admission/machine.go (behaviour)
 */
export function defaultMachine(machine: DeepReadonly<Machine>): DeepReadonly<Machine> {
  const { metadata, spec } = machine;
  const { version } = spec;
  return {
    ...machine,
    metadata: { ...metadata, labels: { ...metadata.labels, [labels.clusterName]: spec.clusterName } },
    spec: {
      ...spec,
      ...(version === undefined ? {} : { version: withLeadingV(version) }),
      deletion: { nodeDeletionTimeoutSeconds, ...spec.deletion },
    },
  };
}
