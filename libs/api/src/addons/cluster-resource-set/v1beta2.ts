import { atomicList, choice, described, int64, optional, struct, text } from '../../schema/vocabulary.ts';
import { conditions, deprecatedConditions } from '../../shapes/v1beta2/condition.ts';
import { LabelSelector } from '../../shapes/v1beta2/machine.ts';

/** A Secret or ConfigMap that is applied to the Clusters that match. */
export const ResourceReference = struct('A Secret or ConfigMap in the same namespace whose values are manifests.', {
  kind: choice('What holds the manifests; a Secret needs the type addons.cluster.x-k8s.io/resource-set.', ['Secret', 'ConfigMap']),
  name: text('Name of the Secret or ConfigMap.', { minLength: 1, maxLength: 253 }),
});

export const clusterSelector = described(
  LabelSelector,
  'Labels of the Clusters in the same namespace that get the resources; may not be empty and not be changed.',
);

export const strategy = optional(
  choice('ApplyOnce leaves alone what it has applied; Reconcile applies again when the manifests change; ApplyOnce when absent.', [
    'ApplyOnce',
    'Reconcile',
  ]),
);

/** `spec` of a ClusterResourceSet. */
export const ClusterResourceSetSpec = struct('Which resources go to which Clusters.', {
  clusterSelector,
  resources: atomicList('What is applied, in this order.', ResourceReference, { minItems: 1, maxItems: 100 }),
  strategy,
});

/** `status` of a ClusterResourceSet. */
export const ClusterResourceSetStatus = struct(
  'What was last seen of the resources in the Clusters.',
  {
    conditions: optional(conditions('Statements about the ClusterResourceSet; ResourcesApplied says whether all is in place.')),
    deprecated: deprecatedConditions,
    observedGeneration: optional(int64('Generation of the object that the status was computed from.', { minimum: 1 })),
  },
  { minProperties: 1 },
);
