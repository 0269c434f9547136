/** Types of authentication, in the notation of `parse-definitions.ts`. */
export const authentication = `
BoundObjectReference
  apiVersion string
  kind string
  name string
  uid string
SelfSubjectReview
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  status SelfSubjectReviewStatus default={}
SelfSubjectReviewStatus
  userInfo UserInfo default={}
TokenRequest
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec TokenRequestSpec default={}
  status TokenRequestStatus default={}
TokenRequestSpec
  audiences []string atomic
  boundObjectRef BoundObjectReference
  expirationSeconds int64
TokenRequestStatus
  expirationTimestamp meta.Time
  token string
TokenReview
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! TokenReviewSpec default={}
  status TokenReviewStatus default={}
TokenReviewSpec
  audiences []string atomic
  token! string
TokenReviewStatus
  audiences []string atomic
  authenticated bool
  error string
  user UserInfo default={}
UserInfo
  extra {}[]string
  groups []string atomic
  uid string
  username string
`;
