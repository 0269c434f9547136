/** Messages of authorization/v1, in the notation of `messages.ts`. */
export const authorization = `
FieldSelectorAttributes 1rawSelector:s 2requirements:[]meta.FieldSelectorRequirement
LabelSelectorAttributes 1rawSelector:s 2requirements:[]meta.LabelSelectorRequirement
LocalSubjectAccessReview 1metadata:meta.ObjectMeta 2spec:SubjectAccessReviewSpec 3status:SubjectAccessReviewStatus
NonResourceAttributes 1path:s 2verb:s
NonResourceRule 1verbs:[]s 2nonResourceURLs:[]s
ResourceAttributes 1namespace:s 2verb:s 3group:s 4version:s 5resource:s 6subresource:s 7name:s 8fieldSelector:FieldSelectorAttributes 9labelSelector:LabelSelectorAttributes
ResourceRule 1verbs:[]s 2apiGroups:[]s 3resources:[]s 4resourceNames:[]s
SelfSubjectAccessReview 1metadata:meta.ObjectMeta 2spec:SelfSubjectAccessReviewSpec 3status:SubjectAccessReviewStatus
SelfSubjectAccessReviewSpec 1resourceAttributes:ResourceAttributes 2nonResourceAttributes:NonResourceAttributes
SelfSubjectRulesReview 1metadata:meta.ObjectMeta 2spec:SelfSubjectRulesReviewSpec 3status:SubjectRulesReviewStatus
SelfSubjectRulesReviewSpec 1namespace:s
SubjectAccessReview 1metadata:meta.ObjectMeta 2spec:SubjectAccessReviewSpec 3status:SubjectAccessReviewStatus
SubjectAccessReviewSpec 1resourceAttributes:ResourceAttributes 2nonResourceAttributes:NonResourceAttributes 3user:s 4groups:[]s 5extra:{}list 6uid:s
SubjectAccessReviewStatus 1!allowed:b 2reason:s 3evaluationError:s 4denied:b
SubjectRulesReviewStatus 1resourceRules:[]ResourceRule 2nonResourceRules:[]NonResourceRule 3!incomplete:b 4evaluationError:s
`;
