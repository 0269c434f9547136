import { int64, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { clusterSelector, ResourceReference, strategy } from './v1beta2.ts';

/** `spec` of a ClusterResourceSet in v1beta1. */
export const ClusterResourceSetSpec = struct('Which resources go to which Clusters.', {
  clusterSelector,
  resources: optional(plainList('What is applied, in this order.', ResourceReference, { maxItems: 100 })),
  strategy,
});

/** `status` of a ClusterResourceSet in v1beta1. */
export const ClusterResourceSetStatus = struct('What was last seen of the resources in the Clusters.', {
  conditions: statusConditions,
  observedGeneration: optional(int64('Generation of the object that the status was computed from.')),
  v1beta2: newStatus({}),
});
