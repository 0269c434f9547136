/** Types of policy, in the notation of `parse-definitions.ts`. */
export const policy = `
Eviction
  apiVersion string
  deleteOptions meta.DeleteOptions
  kind string
  metadata meta.ObjectMeta default={}
PodDisruptionBudget
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec PodDisruptionBudgetSpec default={}
  status PodDisruptionBudgetStatus default={}
PodDisruptionBudgetSpec
  maxUnavailable intstr.IntOrString
  minAvailable intstr.IntOrString
  selector meta.LabelSelector patch=replace
  unhealthyPodEvictionPolicy string
PodDisruptionBudgetStatus
  conditions []meta.Condition map=type patch=merge:type
  currentHealthy int32
  desiredHealthy int32
  disruptedPods {}meta.Time
  disruptionsAllowed int32
  expectedPods int32
  observedGeneration int64
`;
