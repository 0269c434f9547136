import { optional, struct } from '../../schema/vocabulary.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { OldLocalReference, OldPoolReference } from '../v1beta1/reference.ts';
import { clusterName } from './v1beta2.ts';

const poolRef = OldPoolReference('The pool that the address is wanted from.');
const status = {
  addressRef: optional(OldLocalReference('The IPAddress in the same namespace; absent until there is one.', 'IPAddress')),
  conditions: statusConditions,
};

/** `spec` of an IPAddressClaim in v1beta1. */
export const IPAddressClaimSpec = struct('A request for an IP address; nothing of it can be changed.', { clusterName, poolRef });

/** `status` of an IPAddressClaim in v1beta1. */
export const IPAddressClaimStatus = struct('What the provider of the pool has answered.', { ...status, v1beta2: newStatus({}) });

/** `spec` of an IPAddressClaim in v1alpha1, which names the Cluster in a label. */
export const FirstIPAddressClaimSpec = struct('A request for an IP address; nothing of it can be changed.', { poolRef });

/** `status` of an IPAddressClaim in v1alpha1. */
export const FirstIPAddressClaimStatus = struct('What the provider of the pool has answered.', status);
