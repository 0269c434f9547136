import { atomicList, dateTime, flag, optional, struct, text } from '../../schema/vocabulary.ts';
import { ResourceReference } from '../cluster-resource-set/v1beta2.ts';

/** What was applied of one Secret or ConfigMap. */
export const ResourceBinding = struct('What was applied of one Secret or ConfigMap.', {
  ...ResourceReference.properties,
  applied: flag('Whether all of it is in the Cluster; false means that it is tried again.'),
  hash: optional(text('Hash of the manifests that were applied, by which changes are noticed.', { minLength: 1, maxLength: 256 })),
  lastAppliedTime: optional(dateTime('When the manifests were last applied.')),
});

export const clusterName = text('Name of the Cluster that the resources are in.', { minLength: 1, maxLength: 63 });

export const clusterResourceSetName = text('Name of the ClusterResourceSet that the resources come from.', {
  minLength: 1,
  maxLength: 253,
});

/** `spec` of a ClusterResourceSetBinding. */
export const ClusterResourceSetBindingSpec = struct('What ClusterResourceSets have put into one Cluster.', {
  bindings: optional(
    atomicList(
      'What was applied, by ClusterResourceSet.',
      struct('What one ClusterResourceSet has applied.', {
        clusterResourceSetName,
        resources: optional(atomicList('What was applied of each Secret and ConfigMap.', ResourceBinding, { maxItems: 100 })),
      }),
      { maxItems: 100 },
    ),
  ),
  clusterName,
});
