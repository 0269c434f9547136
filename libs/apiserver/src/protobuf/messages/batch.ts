/** Messages of batch/v1, in the notation of `messages.ts`. */
export const batch = `
CronJob 1metadata:meta.ObjectMeta 2spec:CronJobSpec 3status:CronJobStatus
CronJobSpec 1!schedule:s 2!startingDeadlineSeconds:i 3concurrencyPolicy:s 4!suspend:b 5jobTemplate:JobTemplateSpec 6!successfulJobsHistoryLimit:i 7!failedJobsHistoryLimit:i 8!timeZone:s
CronJobStatus 1active:[]core.ObjectReference 4lastScheduleTime:time 5lastSuccessfulTime:time
Job 1metadata:meta.ObjectMeta 2spec:JobSpec 3status:JobStatus
JobCondition 1!type:s 2!status:s 3lastProbeTime:time 4lastTransitionTime:time 5reason:s 6message:s
JobSpec 1!parallelism:i 2!completions:i 3!activeDeadlineSeconds:i 4selector:meta.LabelSelector 5!manualSelector:b 6template:core.PodTemplateSpec 7!backoffLimit:i 8!ttlSecondsAfterFinished:i 9!completionMode:s 10!suspend:b 11podFailurePolicy:PodFailurePolicy 12!backoffLimitPerIndex:i 13!maxFailedIndexes:i 14!podReplacementPolicy:s 15!managedBy:s 16successPolicy:SuccessPolicy
JobStatus 1conditions:[]JobCondition 2startTime:time 3completionTime:time 4active:i 5succeeded:i 6failed:i 7completedIndexes:s 8uncountedTerminatedPods:UncountedTerminatedPods 9!ready:i 10!failedIndexes:s 11!terminating:i
JobTemplateSpec 1metadata:meta.ObjectMeta 2spec:JobSpec
PodFailurePolicy 1rules:[]PodFailurePolicyRule
PodFailurePolicyOnExitCodesRequirement 1!containerName:s 2!operator:s 3values:[]i
PodFailurePolicyOnPodConditionsPattern 1!type:s 2!status:s
PodFailurePolicyRule 1!action:s 2onExitCodes:PodFailurePolicyOnExitCodesRequirement 3onPodConditions:[]PodFailurePolicyOnPodConditionsPattern
SuccessPolicy 1rules:[]SuccessPolicyRule
SuccessPolicyRule 1!succeededIndexes:s 2!succeededCount:i
UncountedTerminatedPods 1succeeded:[]s 2failed:[]s
`;
