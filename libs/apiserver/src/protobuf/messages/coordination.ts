/** Messages of coordination/v1, in the notation of `messages.ts`. */
export const coordination = `
Lease 1metadata:meta.ObjectMeta 2spec:LeaseSpec
LeaseSpec 1!holderIdentity:s 2!leaseDurationSeconds:i 3acquireTime:microTime 4renewTime:microTime 5!leaseTransitions:i 6!strategy:s 7!preferredHolder:s
`;
