import { limit, type ConversionLimits } from '../../schema/conversion-limits.ts';

/** What v1alpha2 Machines cannot say. */
export const v1alpha2Limits: ConversionLimits = {
  refused: [limit('the name of the Cluster was a label, which could be left out', 'spec.clusterName')],
};
