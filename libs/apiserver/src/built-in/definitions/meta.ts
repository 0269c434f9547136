/** Types of meta/v1, in the notation of `parse-definitions.ts`. */
export const meta = `
APIResource
  categories []string atomic
  group string
  kind! string
  name! string
  namespaced! bool
  shortNames []string atomic
  singularName! string
  storageVersionHash string
  verbs! []string
  version string
APIResourceList
  apiVersion string
  groupVersion! string
  kind string
  resources! []APIResource atomic
Condition
  lastTransitionTime! Time
  message! string
  observedGeneration int64
  reason! string
  status! string
  type! string
DeleteOptions
  apiVersion string
  dryRun []string atomic
  gracePeriodSeconds int64
  ignoreStoreReadErrorWithClusterBreakingPotential bool
  kind string
  orphanDependents bool
  preconditions Preconditions
  propagationPolicy string
FieldSelectorRequirement
  key! string
  operator! string
  values []string atomic
FieldsV1 = object
LabelSelector atomic
  matchExpressions []LabelSelectorRequirement atomic
  matchLabels {}string
LabelSelectorRequirement
  key! string
  operator! string
  values []string atomic
ListMeta
  continue string
  remainingItemCount int64
  resourceVersion string
  selfLink string
  shardInfo ShardInfo
ManagedFieldsEntry
  apiVersion string
  fieldsType string
  fieldsV1 FieldsV1
  manager string
  operation string
  subresource string
  time Time
MicroTime = micro-time
ObjectMeta
  annotations {}string
  creationTimestamp Time
  deletionGracePeriodSeconds int64
  deletionTimestamp Time
  finalizers []string set patch=merge
  generateName string
  generation int64
  labels {}string
  managedFields []ManagedFieldsEntry atomic
  name string
  namespace string
  ownerReferences []OwnerReference map=uid patch=merge:uid
  resourceVersion string
  selfLink string
  uid string
OwnerReference atomic
  apiVersion! string
  blockOwnerDeletion bool
  controller bool
  kind! string
  name! string
  uid! string
Patch = object
Preconditions
  resourceVersion string
  uid string
ShardInfo
  selector! string
Status
  apiVersion string
  code int32
  details StatusDetails
  kind string
  message string
  metadata ListMeta default={}
  reason string
  status string
StatusCause
  field string
  message string
  reason string
StatusDetails
  causes []StatusCause atomic
  group string
  kind string
  name string
  retryAfterSeconds int32
  uid string
Time = date-time
WatchEvent
  object! runtime.RawExtension
  type! string
`;
