import { limit, type ConversionLimits } from '../../schema/conversion-limits.ts';

/** What versions before v1beta2 took in IPAddresses. */
export const oldLimits: ConversionLimits = {
  refused: [limit('v1beta2 wants references that lead somewhere and an address with a prefix that it can have', 'spec')],
};
