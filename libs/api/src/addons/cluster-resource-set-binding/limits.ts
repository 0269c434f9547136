import { limit, type ConversionLimits } from '../../schema/conversion-limits.ts';

/** What v1beta1 took in ClusterResourceSetBindings. */
export const v1beta1Limits: ConversionLimits = { refused: [limit('v1beta2 wants the name of the Cluster', 'spec.clusterName')] };
