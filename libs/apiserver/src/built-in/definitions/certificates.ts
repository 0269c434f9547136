/** Types of certificates, in the notation of `parse-definitions.ts`. */
export const certificates = `
CertificateSigningRequest
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! CertificateSigningRequestSpec default={}
  status CertificateSigningRequestStatus default={}
CertificateSigningRequestCondition
  lastTransitionTime meta.Time
  lastUpdateTime meta.Time
  message string
  reason string
  status! string
  type! string
CertificateSigningRequestSpec
  expirationSeconds int32
  extra {}[]string
  groups []string atomic
  request! byte
  signerName! string
  uid string
  usages []string atomic
  username string
CertificateSigningRequestStatus
  certificate byte
  conditions []CertificateSigningRequestCondition map=type
`;
