import { Type } from 'typebox';

import { struct } from '../../schema/vocabulary.ts';
import { OldLocalReference, OldPoolReference } from '../v1beta1/reference.ts';
import { addressFields } from './v1beta2.ts';

/** `spec` of an IPAddress in v1beta1 and v1alpha1. */
export const IPAddressSpec = struct('An IP address that a provider has handed out; nothing of it can be changed.', {
  ...addressFields,
  claimRef: OldLocalReference('The IPAddressClaim in the same namespace that the address was made for.', 'IPAddressClaim'),
  poolRef: OldPoolReference('The pool that the address was taken from.'),
  prefix: Type.Integer({ description: 'Length of the network prefix: up to 32 for IPv4, up to 128 for IPv6.' }),
});
