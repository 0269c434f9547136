import type { DeepReadonly } from '@capi/seams';

import { withLeadingV } from '../../defaulting/version.ts';
import { draftOf } from '../../meta/draft.ts';
import { labels } from '../../names/labels.ts';
import type { Machine } from './kind.ts';

/** How long admission lets Cluster API try to delete the Node of a Machine that says nothing about it, in seconds. */
export const nodeDeletionTimeoutSeconds = 10;

/**
 * A Machine with what admission adds: the label of its Cluster, a v before its version, and a bound on how long its Node is tried
 * to be deleted. An explicit 0 there stays, and means for ever.
 * @see upstream v1.14.0 core/webhooks/admission/machine.go (behaviour)
 */
export function defaultMachine(machine: DeepReadonly<Machine>): DeepReadonly<Machine> {
  const { metadata, spec } = machine;
  const { version, deletion, clusterName = '' } = draftOf(machine).spec ?? {};
  return {
    ...machine,
    metadata: { ...metadata, labels: { ...metadata.labels, [labels.clusterName]: clusterName } },
    spec: {
      ...spec,
      ...(version === undefined ? {} : { version: withLeadingV(version) }),
      deletion: { nodeDeletionTimeoutSeconds, ...(deletion as DeepReadonly<Machine>['spec']['deletion']) },
    },
  };
}
