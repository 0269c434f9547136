/** Messages of rbac/v1, in the notation of `messages.ts`. */
export const rbac = `
AggregationRule 1clusterRoleSelectors:[]meta.LabelSelector
ClusterRole 1metadata:meta.ObjectMeta 2rules:[]PolicyRule 3aggregationRule:AggregationRule
ClusterRoleBinding 1metadata:meta.ObjectMeta 2subjects:[]Subject 3roleRef:RoleRef
PolicyRule 1verbs:[]s 2apiGroups:[]s 3resources:[]s 4resourceNames:[]s 5nonResourceURLs:[]s
Role 1metadata:meta.ObjectMeta 2rules:[]PolicyRule
RoleBinding 1metadata:meta.ObjectMeta 2subjects:[]Subject 3roleRef:RoleRef
RoleRef 1!apiGroup:s 2!kind:s 3!name:s
Subject 1!kind:s 2apiGroup:s 3!name:s 4namespace:s
`;
