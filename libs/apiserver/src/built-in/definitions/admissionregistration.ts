/** Types of admissionregistration, in the notation of `parse-definitions.ts`. */
export const admissionregistration = `
MatchCondition
  expression! string
  name! string
MutatingWebhook
  admissionReviewVersions! []string atomic
  clientConfig! WebhookClientConfig default={}
  failurePolicy string
  matchConditions []MatchCondition map=name patch=merge:name
  matchPolicy string
  name! string
  namespaceSelector meta.LabelSelector
  objectSelector meta.LabelSelector
  reinvocationPolicy string
  rules []RuleWithOperations atomic
  sideEffects! string
  timeoutSeconds int32
MutatingWebhookConfiguration
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  webhooks []MutatingWebhook map=name patch=merge:name
RuleWithOperations
  apiGroups []string atomic
  apiVersions []string atomic
  operations []string atomic
  resources []string atomic
  scope string
ServiceReference
  name! string
  namespace! string
  path string
  port int32
ValidatingWebhook
  admissionReviewVersions! []string atomic
  clientConfig! WebhookClientConfig default={}
  failurePolicy string
  matchConditions []MatchCondition map=name patch=merge:name
  matchPolicy string
  name! string
  namespaceSelector meta.LabelSelector
  objectSelector meta.LabelSelector
  rules []RuleWithOperations atomic
  sideEffects! string
  timeoutSeconds int32
ValidatingWebhookConfiguration
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  webhooks []ValidatingWebhook map=name patch=merge:name
WebhookClientConfig
  caBundle byte
  service ServiceReference
  url string
`;
