import { annotations as annotationNames, type Node } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Observation } from '../../observation.ts';
import { syncedAnnotations, syncedLabels, tracked } from './synced-metadata.ts';
import { desiredTaints } from './taints.ts';

/**
 * The Node with what it takes over from its Machine: labels and annotations of certain domains, who it belongs to, and the
 * taints of a rollout. What was taken over before and is gone from the Machine goes from the Node too. Undefined without a Node.
 */
export function desiredNode(seen: Observation): DeepReadonly<Node> | undefined {
  if (seen.node.state !== 'found') return undefined;
  const { node } = seen.node;
  const labels = syncedLabels(seen);
  const annotations = syncedAnnotations(seen);
  const before = node.metadata.annotations ?? {};
  return {
    ...node,
    metadata: {
      ...node.metadata,
      labels: {
        ...without(node.metadata.labels ?? {}, tracked(before[annotationNames.labelsFromMachine])),
        ...labels,
        ...interruptible(seen),
      },
      annotations: {
        ...without(before, tracked(before[annotationNames.annotationsFromMachine])),
        ...annotations,
        ...belonging(seen),
        [annotationNames.labelsFromMachine]: Object.keys(labels).toSorted().join(','),
        [annotationNames.annotationsFromMachine]: Object.keys(annotations).toSorted().join(','),
      },
    },
    spec: { ...node.spec, taints: desiredTaints(node.spec?.taints ?? [], seen.rollout) },
  };
}

function belonging({ machine }: Observation): Record<string, string> {
  const controller = machine.metadata.ownerReferences?.find((owner) => owner.controller === true);
  return {
    [annotationNames.clusterName]: machine.spec.clusterName,
    [annotationNames.clusterNamespace]: machine.metadata.namespace ?? '',
    [annotationNames.machine]: machine.metadata.name,
    ...(controller === undefined ? {} : { [annotationNames.ownerKind]: controller.kind, [annotationNames.ownerName]: controller.name }),
  };
}

const interruptible = ({ infrastructure }: Observation): Record<string, string> =>
  infrastructure.state === 'found' && infrastructure.interruptible ? { 'cluster.x-k8s.io/interruptible': '' } : {};

const without = (values: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
