/** Types of coordination, in the notation of `parse-definitions.ts`. */
export const coordination = `
Lease
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec LeaseSpec default={}
LeaseSpec
  acquireTime meta.MicroTime
  holderIdentity string
  leaseDurationSeconds int32
  leaseTransitions int32
  preferredHolder string
  renewTime meta.MicroTime
  strategy string
`;
