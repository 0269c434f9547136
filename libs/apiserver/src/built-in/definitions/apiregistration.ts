/** Types of apiregistration, in the notation of `parse-definitions.ts`. */
export const apiregistration = `
APIService
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec APIServiceSpec default={}
  status APIServiceStatus default={}
APIServiceCondition
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
APIServiceSpec
  caBundle byte atomic
  group string
  groupPriorityMinimum! int32
  insecureSkipTLSVerify bool
  service ServiceReference
  version string
  versionPriority! int32
APIServiceStatus
  conditions []APIServiceCondition map=type patch=merge:type
ServiceReference
  name string
  namespace string
  port int32
`;
