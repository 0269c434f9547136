import { limit, type ConversionLimits } from '../../schema/conversion-limits.ts';

/** What versions before v1beta2 took in IPAddressClaims. */
export const oldLimits: ConversionLimits = {
  refused: [limit('v1beta2 wants references that lead somewhere', 'spec.poolRef', 'status.addressRef')],
};
