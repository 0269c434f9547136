/** Messages of certificates/v1, in the notation of `messages.ts`. */
export const certificates = `
CertificateSigningRequest 1metadata:meta.ObjectMeta 2spec:CertificateSigningRequestSpec 3status:CertificateSigningRequestStatus
CertificateSigningRequestCondition 1!type:s 2reason:s 3message:s 4lastUpdateTime:time 5lastTransitionTime:time 6!status:s
CertificateSigningRequestSpec 1!request:B 2username:s 3uid:s 4groups:[]s 5usages:[]s 6extra:{}list 7!signerName:s 8!expirationSeconds:i
CertificateSigningRequestStatus 1conditions:[]CertificateSigningRequestCondition 2certificate:B
`;
