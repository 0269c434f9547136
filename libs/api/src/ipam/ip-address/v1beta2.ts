import { int32, optional, struct, text } from '../../schema/vocabulary.ts';
import { LocalReference, PoolReference } from '../v1beta2/reference.ts';

const longestAddress = 39;

/** The address and the router on its network, in both versions the same. */
export const addressFields = {
  address: text('The IP address.', { minLength: 1, maxLength: longestAddress }),
  gateway: optional(text('IP address of the router on the same network.', { minLength: 1, maxLength: longestAddress })),
};

/** `spec` of an IPAddress. */
export const IPAddressSpec = struct('An IP address that a provider has handed out; nothing of it can be changed.', {
  ...addressFields,
  claimRef: LocalReference('The IPAddressClaim in the same namespace that the address was made for.', 'IPAddressClaim'),
  poolRef: PoolReference('The pool that the address was taken from.'),
  prefix: int32('Length of the network prefix: up to 32 for IPv4, up to 128 for IPv6.', { minimum: 0, maximum: 128 }),
});
