import { limit, shownCounters, type ConversionLimits } from '../../schema/conversion-limits.ts';

/** What v1beta1 MachinePools cannot say. */
export const v1beta1Limits: ConversionLimits = {
  changed: [shownCounters('status.replicas')],
  refused: [limit('v1beta2 wants a template with all that a Machine needs', 'spec.template')],
};
