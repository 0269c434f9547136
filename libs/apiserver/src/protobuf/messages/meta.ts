/** Messages of meta/v1, in the notation of `messages.ts`. */
export const meta = `
ApplyOptions 1dryRun:[]s 2!force:b 3!fieldManager:s
Condition 1!type:s 2!status:s 3observedGeneration:i 4lastTransitionTime:time 5!reason:s 6!message:s
DeleteOptions 1!gracePeriodSeconds:i 2preconditions:Preconditions 3!orphanDependents:b 4!propagationPolicy:s 5dryRun:[]s 6!ignoreStoreReadErrorWithClusterBreakingPotential:b
Duration 1duration:i
FieldSelectorRequirement 1!key:s 2!operator:s 3values:[]s
GroupKind 1!group:s 2!kind:s
GroupResource 1!group:s 2!resource:s
GroupVersion 1!group:s 2!version:s
GroupVersionKind 1!group:s 2!version:s 3!kind:s
GroupVersionResource 1!group:s 2!version:s 3!resource:s
LabelSelector 1matchLabels:{}s 2matchExpressions:[]LabelSelectorRequirement
LabelSelectorRequirement 1!key:s 2!operator:s 3values:[]s
List 1metadata:ListMeta 2items:[]raw
ListMeta 1selfLink:s 2resourceVersion:s 3continue:s 4!remainingItemCount:i 5shardInfo:ShardInfo
ManagedFieldsEntry 1manager:s 2operation:s 3apiVersion:s 4time:time 6fieldsType:s 7fieldsV1:raw 8subresource:s
ObjectMeta 1name:s 2generateName:s 3namespace:s 4selfLink:s 5uid:s 6resourceVersion:s 7generation:i 8creationTimestamp:time 9deletionTimestamp:time 10!deletionGracePeriodSeconds:i 11labels:{}s 12annotations:{}s 13ownerReferences:[]OwnerReference 14finalizers:[]s 17managedFields:[]ManagedFieldsEntry
OwnerReference 1!kind:s 3!name:s 4!uid:s 5!apiVersion:s 6!controller:b 7!blockOwnerDeletion:b
Patch
Preconditions 1!uid:s 2!resourceVersion:s
ShardInfo 1!selector:s
Status 1metadata:ListMeta 2status:s 3message:s 4reason:s 5details:StatusDetails 6code:i
StatusCause 1reason:s 2message:s 3field:s
StatusDetails 1name:s 2group:s 3kind:s 4causes:[]StatusCause 5retryAfterSeconds:i 6uid:s
`;
