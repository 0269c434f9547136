/** Types of apps, in the notation of `parse-definitions.ts`. */
export const apps = `
ControllerRevision
  apiVersion string
  data runtime.RawExtension
  kind string
  metadata meta.ObjectMeta default={}
  revision! int64
DaemonSet
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec DaemonSetSpec default={}
  status DaemonSetStatus default={}
DaemonSetCondition
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
DaemonSetSpec
  minReadySeconds int32
  revisionHistoryLimit int32
  selector! meta.LabelSelector
  template! core.PodTemplateSpec default={}
  updateStrategy DaemonSetUpdateStrategy default={}
DaemonSetStatus
  collisionCount int32
  conditions []DaemonSetCondition map=type patch=merge:type
  currentNumberScheduled! int32
  desiredNumberScheduled! int32
  numberAvailable int32
  numberMisscheduled! int32
  numberReady! int32
  numberUnavailable int32
  observedGeneration int64
  updatedNumberScheduled int32
DaemonSetUpdateStrategy
  rollingUpdate RollingUpdateDaemonSet
  type string
Deployment
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec DeploymentSpec default={}
  status DeploymentStatus default={}
DeploymentCondition
  lastTransitionTime meta.Time
  lastUpdateTime meta.Time
  message string
  reason string
  status! string
  type! string
DeploymentSpec
  minReadySeconds int32
  paused bool
  progressDeadlineSeconds int32
  replicas int32
  revisionHistoryLimit int32
  selector! meta.LabelSelector
  strategy DeploymentStrategy patch=retainKeys default={}
  template! core.PodTemplateSpec default={}
DeploymentStatus
  availableReplicas int32
  collisionCount int32
  conditions []DeploymentCondition map=type patch=merge:type
  observedGeneration int64
  readyReplicas int32
  replicas int32
  terminatingReplicas int32
  unavailableReplicas int32
  updatedReplicas int32
DeploymentStrategy
  rollingUpdate RollingUpdateDeployment
  type string
ReplicaSet
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec ReplicaSetSpec default={}
  status ReplicaSetStatus default={}
ReplicaSetCondition
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
ReplicaSetSpec
  minReadySeconds int32
  replicas int32
  selector! meta.LabelSelector
  template core.PodTemplateSpec default={}
ReplicaSetStatus
  availableReplicas int32
  conditions []ReplicaSetCondition map=type patch=merge:type
  fullyLabeledReplicas int32
  observedGeneration int64
  readyReplicas int32
  replicas! int32
  terminatingReplicas int32
RollingUpdateDaemonSet
  maxSurge intstr.IntOrString
  maxUnavailable intstr.IntOrString
RollingUpdateDeployment
  maxSurge intstr.IntOrString
  maxUnavailable intstr.IntOrString
RollingUpdateStatefulSetStrategy
  maxUnavailable intstr.IntOrString
  partition int32
StatefulSet
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec StatefulSetSpec default={}
  status StatefulSetStatus default={}
StatefulSetCondition
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
StatefulSetOrdinals
  start int32
StatefulSetPersistentVolumeClaimRetentionPolicy
  whenDeleted string
  whenScaled string
StatefulSetSpec
  minReadySeconds int32
  ordinals StatefulSetOrdinals
  persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy
  podManagementPolicy string
  replicas int32
  revisionHistoryLimit int32
  selector! meta.LabelSelector
  serviceName string
  template! core.PodTemplateSpec default={}
  updateStrategy StatefulSetUpdateStrategy default={}
  volumeClaimTemplates []core.PersistentVolumeClaim atomic
StatefulSetStatus
  availableReplicas int32
  collisionCount int32
  conditions []StatefulSetCondition map=type patch=merge:type
  currentReplicas int32
  currentRevision string
  observedGeneration int64
  readyReplicas int32
  replicas! int32
  updateRevision string
  updatedReplicas int32
StatefulSetUpdateStrategy
  rollingUpdate RollingUpdateStatefulSetStrategy
  type string
`;
