import { optional, struct, text } from '../../schema/vocabulary.ts';
import { conditions, deprecatedConditions } from '../../shapes/v1beta2/condition.ts';
import { LocalReference, PoolReference } from '../v1beta2/reference.ts';

export const clusterName = optional(
  text('Name of the Cluster that the address is for; while that is paused, no address is handed out.', { minLength: 1, maxLength: 63 }),
);

/** `spec` of an IPAddressClaim. */
export const IPAddressClaimSpec = struct('A request for an IP address; nothing of it can be changed.', {
  clusterName,
  poolRef: PoolReference('The pool that the address is wanted from.'),
});

/** `status` of an IPAddressClaim. */
export const IPAddressClaimStatus = struct(
  'What the provider of the pool has answered.',
  {
    addressRef: optional(LocalReference('The IPAddress in the same namespace; absent until there is one.', 'IPAddress')),
    conditions: optional(conditions('Statements about the claim; Ready is their summary.')),
    deprecated: deprecatedConditions,
  },
  { minProperties: 1 },
);
