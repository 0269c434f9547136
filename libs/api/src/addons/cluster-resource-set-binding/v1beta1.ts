import { optional, plainList, struct } from '../../schema/vocabulary.ts';
import { clusterName, clusterResourceSetName, ResourceBinding } from './v1beta2.ts';

/** `spec` of a ClusterResourceSetBinding in v1beta1. */
export const ClusterResourceSetBindingSpec = struct('What ClusterResourceSets have put into one Cluster.', {
  bindings: optional(
    plainList(
      'What was applied, by ClusterResourceSet.',
      struct('What one ClusterResourceSet has applied.', {
        clusterResourceSetName,
        resources: optional(plainList('What was applied of each Secret and ConfigMap.', ResourceBinding, { maxItems: 100 })),
      }),
      { maxItems: 100 },
    ),
  ),
  clusterName: optional(clusterName),
});
