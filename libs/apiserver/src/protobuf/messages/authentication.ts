/** Messages of authentication/v1, in the notation of `messages.ts`. */
export const authentication = `
BoundObjectReference 1kind:s 2apiVersion:s 3name:s 4uid:s
SelfSubjectReview 1metadata:meta.ObjectMeta 2status:SelfSubjectReviewStatus
SelfSubjectReviewStatus 1userInfo:UserInfo
TokenRequest 1metadata:meta.ObjectMeta 2spec:TokenRequestSpec 3status:TokenRequestStatus
TokenRequestSpec 1audiences:[]s 3boundObjectRef:BoundObjectReference 4!expirationSeconds:i
TokenRequestStatus 1!token:s 2expirationTimestamp:time
TokenReview 1metadata:meta.ObjectMeta 2spec:TokenReviewSpec 3status:TokenReviewStatus
TokenReviewSpec 1token:s 2audiences:[]s
TokenReviewStatus 1authenticated:b 2user:UserInfo 3error:s 4audiences:[]s
UserInfo 1username:s 2uid:s 3groups:[]s 4extra:{}list
`;
