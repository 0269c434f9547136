/** Types of batch, in the notation of `parse-definitions.ts`. */
export const batch = `
CronJob
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! CronJobSpec default={}
  status CronJobStatus default={}
CronJobSpec
  concurrencyPolicy string
  failedJobsHistoryLimit int32
  jobTemplate! JobTemplateSpec default={}
  schedule! string
  startingDeadlineSeconds int64
  successfulJobsHistoryLimit int32
  suspend bool
  timeZone string
CronJobStatus
  active []core.ObjectReference atomic
  lastScheduleTime meta.Time
  lastSuccessfulTime meta.Time
Job
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec JobSpec default={}
  status JobStatus default={}
JobCondition
  lastProbeTime meta.Time
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
JobSpec
  activeDeadlineSeconds int64
  backoffLimit int32
  backoffLimitPerIndex int32
  completionMode string
  completions int32
  managedBy string
  manualSelector bool
  maxFailedIndexes int32
  parallelism int32
  podFailurePolicy PodFailurePolicy
  podReplacementPolicy string
  selector meta.LabelSelector
  successPolicy SuccessPolicy
  suspend bool
  template! core.PodTemplateSpec default={}
  ttlSecondsAfterFinished int32
JobStatus
  active int32
  completedIndexes string
  completionTime meta.Time
  conditions []JobCondition atomic patch=merge:type
  failed int32
  failedIndexes string
  ready int32
  startTime meta.Time
  succeeded int32
  terminating int32
  uncountedTerminatedPods UncountedTerminatedPods
JobTemplateSpec
  metadata meta.ObjectMeta default={}
  spec JobSpec default={}
PodFailurePolicy
  rules! []PodFailurePolicyRule atomic
PodFailurePolicyOnExitCodesRequirement
  containerName string
  operator! string
  values! []int32 set
PodFailurePolicyOnPodConditionsPattern
  status string
  type! string
PodFailurePolicyRule
  action! string
  onExitCodes PodFailurePolicyOnExitCodesRequirement
  onPodConditions []PodFailurePolicyOnPodConditionsPattern atomic
SuccessPolicy
  rules! []SuccessPolicyRule atomic
SuccessPolicyRule
  succeededCount int32
  succeededIndexes string
UncountedTerminatedPods
  failed []string set
  succeeded []string set
`;
