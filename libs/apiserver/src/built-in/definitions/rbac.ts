/** Types of rbac, in the notation of `parse-definitions.ts`. */
export const rbac = `
AggregationRule
  clusterRoleSelectors []meta.LabelSelector atomic
ClusterRole
  aggregationRule AggregationRule
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  rules []PolicyRule atomic
ClusterRoleBinding
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  roleRef! RoleRef default={}
  subjects []Subject atomic
PolicyRule
  apiGroups []string atomic
  nonResourceURLs []string atomic
  resourceNames []string atomic
  resources []string atomic
  verbs! []string atomic
Role
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  rules []PolicyRule atomic
RoleBinding
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  roleRef! RoleRef default={}
  subjects []Subject atomic
RoleRef atomic
  apiGroup string
  kind! string
  name! string
Subject atomic
  apiGroup string
  kind! string
  name! string
  namespace string
`;
