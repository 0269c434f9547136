/** Messages of apps/v1, in the notation of `messages.ts`. */
export const apps = `
ControllerRevision 1metadata:meta.ObjectMeta 2data:raw 3!revision:i
DaemonSet 1metadata:meta.ObjectMeta 2spec:DaemonSetSpec 3status:DaemonSetStatus
DaemonSetCondition 1!type:s 2!status:s 3lastTransitionTime:time 4reason:s 5message:s
DaemonSetSpec 1selector:meta.LabelSelector 2template:core.PodTemplateSpec 3updateStrategy:DaemonSetUpdateStrategy 4minReadySeconds:i 6!revisionHistoryLimit:i
DaemonSetStatus 1!currentNumberScheduled:i 2!numberMisscheduled:i 3!desiredNumberScheduled:i 4!numberReady:i 5observedGeneration:i 6updatedNumberScheduled:i 7numberAvailable:i 8numberUnavailable:i 9!collisionCount:i 10conditions:[]DaemonSetCondition
DaemonSetUpdateStrategy 1type:s 2rollingUpdate:RollingUpdateDaemonSet
Deployment 1metadata:meta.ObjectMeta 2spec:DeploymentSpec 3status:DeploymentStatus
DeploymentCondition 1!type:s 2!status:s 4reason:s 5message:s 6lastUpdateTime:time 7lastTransitionTime:time
DeploymentSpec 1!replicas:i 2selector:meta.LabelSelector 3template:core.PodTemplateSpec 4strategy:DeploymentStrategy 5minReadySeconds:i 6!revisionHistoryLimit:i 7paused:b 9!progressDeadlineSeconds:i
DeploymentStatus 1observedGeneration:i 2replicas:i 3updatedReplicas:i 4availableReplicas:i 5unavailableReplicas:i 6conditions:[]DeploymentCondition 7readyReplicas:i 8!collisionCount:i 9!terminatingReplicas:i
DeploymentStrategy 1type:s 2rollingUpdate:RollingUpdateDeployment
ReplicaSet 1metadata:meta.ObjectMeta 2spec:ReplicaSetSpec 3status:ReplicaSetStatus
ReplicaSetCondition 1!type:s 2!status:s 3lastTransitionTime:time 4reason:s 5message:s
ReplicaSetSpec 1!replicas:i 2selector:meta.LabelSelector 3template:core.PodTemplateSpec 4minReadySeconds:i
ReplicaSetStatus 1!replicas:i 2fullyLabeledReplicas:i 3observedGeneration:i 4readyReplicas:i 5availableReplicas:i 6conditions:[]ReplicaSetCondition 7!terminatingReplicas:i
RollingUpdateDaemonSet 1maxUnavailable:intOrString 2maxSurge:intOrString
RollingUpdateDeployment 1maxUnavailable:intOrString 2maxSurge:intOrString
RollingUpdateStatefulSetStrategy 1!partition:i 2maxUnavailable:intOrString
StatefulSet 1metadata:meta.ObjectMeta 2spec:StatefulSetSpec 3status:StatefulSetStatus
StatefulSetCondition 1!type:s 2!status:s 3lastTransitionTime:time 4reason:s 5message:s
StatefulSetOrdinals 1!start:i
StatefulSetPersistentVolumeClaimRetentionPolicy 1whenDeleted:s 2whenScaled:s
StatefulSetSpec 1!replicas:i 2selector:meta.LabelSelector 3template:core.PodTemplateSpec 4volumeClaimTemplates:[]core.PersistentVolumeClaim 5!serviceName:s 6podManagementPolicy:s 7updateStrategy:StatefulSetUpdateStrategy 8!revisionHistoryLimit:i 9minReadySeconds:i 10persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy 11ordinals:StatefulSetOrdinals
StatefulSetStatus 1observedGeneration:i 2!replicas:i 3readyReplicas:i 4currentReplicas:i 5updatedReplicas:i 6currentRevision:s 7updateRevision:s 9!collisionCount:i 10conditions:[]StatefulSetCondition 11!availableReplicas:i
StatefulSetUpdateStrategy 1type:s 2rollingUpdate:RollingUpdateStatefulSetStrategy
`;
