/** Types of authorization, in the notation of `parse-definitions.ts`. */
export const authorization = `
FieldSelectorAttributes
  rawSelector string
  requirements []meta.FieldSelectorRequirement atomic
LabelSelectorAttributes
  rawSelector string
  requirements []meta.LabelSelectorRequirement atomic
LocalSubjectAccessReview
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! SubjectAccessReviewSpec default={}
  status SubjectAccessReviewStatus default={}
NonResourceAttributes
  path string
  verb string
NonResourceRule
  nonResourceURLs []string atomic
  verbs! []string atomic
ResourceAttributes
  fieldSelector FieldSelectorAttributes
  group string
  labelSelector LabelSelectorAttributes
  name string
  namespace string
  resource string
  subresource string
  verb string
  version string
ResourceRule
  apiGroups []string atomic
  resourceNames []string atomic
  resources []string atomic
  verbs! []string atomic
SelfSubjectAccessReview
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! SelfSubjectAccessReviewSpec default={}
  status SubjectAccessReviewStatus default={}
SelfSubjectAccessReviewSpec
  nonResourceAttributes NonResourceAttributes
  resourceAttributes ResourceAttributes
SelfSubjectRulesReview
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! SelfSubjectRulesReviewSpec default={}
  status SubjectRulesReviewStatus default={}
SelfSubjectRulesReviewSpec
  namespace string
SubjectAccessReview
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! SubjectAccessReviewSpec default={}
  status SubjectAccessReviewStatus default={}
SubjectAccessReviewSpec
  extra {}[]string
  groups []string atomic
  nonResourceAttributes NonResourceAttributes
  resourceAttributes ResourceAttributes
  uid string
  user string
SubjectAccessReviewStatus
  allowed! bool
  denied bool
  evaluationError string
  reason string
SubjectRulesReviewStatus
  evaluationError string
  incomplete! bool
  nonResourceRules! []NonResourceRule atomic
  resourceRules! []ResourceRule atomic
`;
