/** Messages of core/v1, in the notation of `messages.ts`. */
export const core = `
AWSElasticBlockStoreVolumeSource 1!volumeID:s 2fsType:s 3partition:i 4readOnly:b
Affinity 1nodeAffinity:NodeAffinity 2podAffinity:PodAffinity 3podAntiAffinity:PodAntiAffinity
AppArmorProfile 1!type:s 2!localhostProfile:s
AttachedVolume 1!name:s 2!devicePath:s
AvoidPods 1preferAvoidPods:[]PreferAvoidPodsEntry
AzureDiskVolumeSource 1!diskName:s 2!diskURI:s 3!cachingMode:s 4!fsType:s 5!readOnly:b 6!kind:s
AzureFilePersistentVolumeSource 1!secretName:s 2!shareName:s 3readOnly:b 4!secretNamespace:s
AzureFileVolumeSource 1!secretName:s 2!shareName:s 3readOnly:b
Binding 1metadata:meta.ObjectMeta 2target:ObjectReference
CSIPersistentVolumeSource 1!driver:s 2!volumeHandle:s 3readOnly:b 4fsType:s 5volumeAttributes:{}s 6controllerPublishSecretRef:SecretReference 7nodeStageSecretRef:SecretReference 8nodePublishSecretRef:SecretReference 9controllerExpandSecretRef:SecretReference 10nodeExpandSecretRef:SecretReference
CSIVolumeSource 1!driver:s 2!readOnly:b 3!fsType:s 4volumeAttributes:{}s 5nodePublishSecretRef:LocalObjectReference
Capabilities 1add:[]s 2drop:[]s
CephFSPersistentVolumeSource 1monitors:[]s 2path:s 3user:s 4secretFile:s 5secretRef:SecretReference 6readOnly:b
CephFSVolumeSource 1monitors:[]s 2path:s 3user:s 4secretFile:s 5secretRef:LocalObjectReference 6readOnly:b
CinderPersistentVolumeSource 1!volumeID:s 2fsType:s 3readOnly:b 4secretRef:SecretReference
CinderVolumeSource 1!volumeID:s 2fsType:s 3readOnly:b 4secretRef:LocalObjectReference
ClientIPConfig 1!timeoutSeconds:i
ClusterTrustBundleProjection 1!name:s 2!signerName:s 3labelSelector:meta.LabelSelector 4!path:s 5!optional:b
ComponentCondition 1!type:s 2!status:s 3message:s 4error:s
ComponentStatus 1metadata:meta.ObjectMeta 2conditions:[]ComponentCondition
ConfigMap 1metadata:meta.ObjectMeta 2data:{}s 3binaryData:{}B 4!immutable:b
ConfigMapEnvSource 1@:LocalObjectReference 2!optional:b
ConfigMapKeySelector 1@:LocalObjectReference 2!key:s 3!optional:b
ConfigMapNodeConfigSource 1!namespace:s 2!name:s 3uid:s 4resourceVersion:s 5!kubeletConfigKey:s
ConfigMapProjection 1@:LocalObjectReference 2items:[]KeyToPath 4!optional:b
ConfigMapVolumeSource 1@:LocalObjectReference 2items:[]KeyToPath 3!defaultMode:i 4!optional:b
Container 1!name:s 2image:s 3command:[]s 4args:[]s 5workingDir:s 6ports:[]ContainerPort 7env:[]EnvVar 8resources:ResourceRequirements 9volumeMounts:[]VolumeMount 10livenessProbe:Probe 11readinessProbe:Probe 12lifecycle:Lifecycle 13terminationMessagePath:s 14imagePullPolicy:s 15securityContext:SecurityContext 16stdin:b 17stdinOnce:b 18tty:b 19envFrom:[]EnvFromSource 20terminationMessagePolicy:s 21volumeDevices:[]VolumeDevice 22startupProbe:Probe 23resizePolicy:[]ContainerResizePolicy 24!restartPolicy:s 25restartPolicyRules:[]ContainerRestartRule
ContainerExtendedResourceRequest 1!containerName:s 2!resourceName:s 3!requestName:s
ContainerImage 1names:[]s 2sizeBytes:i
ContainerPort 1name:s 2hostPort:i 3!containerPort:i 4protocol:s 5hostIP:s
ContainerResizePolicy 1!resourceName:s 2!restartPolicy:s
ContainerRestartRule 1action:s 2exitCodes:ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes 1operator:s 2values:[]i
ContainerState 1waiting:ContainerStateWaiting 2running:ContainerStateRunning 3terminated:ContainerStateTerminated
ContainerStateRunning 1startedAt:time
ContainerStateTerminated 1!exitCode:i 2signal:i 3reason:s 4message:s 5startedAt:time 6finishedAt:time 7containerID:s
ContainerStateWaiting 1reason:s 2message:s
ContainerStatus 1!name:s 2state:ContainerState 3lastState:ContainerState 4!ready:b 5!restartCount:i 6!image:s 7!imageID:s 8containerID:s 9!started:b 10allocatedResources:{}quantity 11resources:ResourceRequirements 12volumeMounts:[]VolumeMountStatus 13user:ContainerUser 14allocatedResourcesStatus:[]ResourceStatus 15!stopSignal:s
ContainerUser 1linux:LinuxContainerUser
DaemonEndpoint 1!Port:i
DownwardAPIProjection 1items:[]DownwardAPIVolumeFile
DownwardAPIVolumeFile 1!path:s 2fieldRef:ObjectFieldSelector 3resourceFieldRef:ResourceFieldSelector 4!mode:i
DownwardAPIVolumeSource 1items:[]DownwardAPIVolumeFile 2!defaultMode:i
EmptyDirVolumeSource 1medium:s 2sizeLimit:quantity
EndpointAddress 1!ip:s 2targetRef:ObjectReference 3hostname:s 4!nodeName:s
EndpointPort 1name:s 2!port:i 3protocol:s 4!appProtocol:s
EndpointSubset 1addresses:[]EndpointAddress 2notReadyAddresses:[]EndpointAddress 3ports:[]EndpointPort
Endpoints 1metadata:meta.ObjectMeta 2subsets:[]EndpointSubset
EnvFromSource 1prefix:s 2configMapRef:ConfigMapEnvSource 3secretRef:SecretEnvSource
EnvVar 1!name:s 2value:s 3valueFrom:EnvVarSource
EnvVarSource 1fieldRef:ObjectFieldSelector 2resourceFieldRef:ResourceFieldSelector 3configMapKeyRef:ConfigMapKeySelector 4secretKeyRef:SecretKeySelector 5fileKeyRef:FileKeySelector
EphemeralContainer 1@:EphemeralContainerCommon 2targetContainerName:s
EphemeralContainerCommon 1!name:s 2image:s 3command:[]s 4args:[]s 5workingDir:s 6ports:[]ContainerPort 7env:[]EnvVar 8resources:ResourceRequirements 9volumeMounts:[]VolumeMount 10livenessProbe:Probe 11readinessProbe:Probe 12lifecycle:Lifecycle 13terminationMessagePath:s 14imagePullPolicy:s 15securityContext:SecurityContext 16stdin:b 17stdinOnce:b 18tty:b 19envFrom:[]EnvFromSource 20terminationMessagePolicy:s 21volumeDevices:[]VolumeDevice 22startupProbe:Probe 23resizePolicy:[]ContainerResizePolicy 24!restartPolicy:s 25restartPolicyRules:[]ContainerRestartRule
EphemeralVolumeSource 1volumeClaimTemplate:PersistentVolumeClaimTemplate
Event 1metadata:meta.ObjectMeta 2involvedObject:ObjectReference 3reason:s 4message:s 5source:EventSource 6firstTimestamp:time 7lastTimestamp:time 8count:i 9type:s 10eventTime:microTime 11series:EventSeries 12action:s 13related:ObjectReference 14!reportingComponent:s 15!reportingInstance:s
EventSeries 1count:i 2lastObservedTime:microTime
EventSource 1component:s 2host:s
ExecAction 1command:[]s
FCVolumeSource 1targetWWNs:[]s 2!lun:i 3fsType:s 4readOnly:b 5wwids:[]s
FileKeySelector 1!volumeName:s 2!path:s 3!key:s 4!optional:b
FlexPersistentVolumeSource 1!driver:s 2fsType:s 3secretRef:SecretReference 4readOnly:b 5options:{}s
FlexVolumeSource 1!driver:s 2fsType:s 3secretRef:LocalObjectReference 4readOnly:b 5options:{}s
FlockerVolumeSource 1datasetName:s 2datasetUUID:s
GCEPersistentDiskVolumeSource 1!pdName:s 2fsType:s 3partition:i 4readOnly:b
GRPCAction 1!port:i 2!service:s
GitRepoVolumeSource 1!repository:s 2revision:s 3directory:s
GlusterfsPersistentVolumeSource 1!endpoints:s 2!path:s 3readOnly:b 4!endpointsNamespace:s
GlusterfsVolumeSource 1!endpoints:s 2!path:s 3readOnly:b
HTTPGetAction 1path:s 2port:intOrString 3host:s 4scheme:s 5httpHeaders:[]HTTPHeader
HTTPHeader 1!name:s 2!value:s
HostAlias 1!ip:s 2hostnames:[]s
HostIP 1!ip:s
HostPathVolumeSource 1!path:s 2!type:s
ISCSIPersistentVolumeSource 1!targetPortal:s 2!iqn:s 3!lun:i 4iscsiInterface:s 5fsType:s 6readOnly:b 7portals:[]s 8chapAuthDiscovery:b 10secretRef:SecretReference 11chapAuthSession:b 12!initiatorName:s
ISCSIVolumeSource 1!targetPortal:s 2!iqn:s 3!lun:i 4iscsiInterface:s 5fsType:s 6readOnly:b 7portals:[]s 8chapAuthDiscovery:b 10secretRef:LocalObjectReference 11chapAuthSession:b 12!initiatorName:s
ImageVolumeSource 1reference:s 2pullPolicy:s
ImageVolumeStatus 1imageRef:s
KeyToPath 1!key:s 2!path:s 3!mode:i
Lifecycle 1postStart:LifecycleHandler 2preStop:LifecycleHandler 3!stopSignal:s
LifecycleHandler 1exec:ExecAction 2httpGet:HTTPGetAction 3tcpSocket:TCPSocketAction 4sleep:SleepAction
LimitRange 1metadata:meta.ObjectMeta 2spec:LimitRangeSpec
LimitRangeItem 1!type:s 2max:{}quantity 3min:{}quantity 4default:{}quantity 5defaultRequest:{}quantity 6maxLimitRequestRatio:{}quantity
LimitRangeSpec 1limits:[]LimitRangeItem
LinuxContainerUser 1!uid:i 2!gid:i 3supplementalGroups:[]i
LoadBalancerIngress 1ip:s 2hostname:s 3!ipMode:s 4ports:[]PortStatus
LoadBalancerStatus 1ingress:[]LoadBalancerIngress
LocalObjectReference 1name:s
LocalVolumeSource 1!path:s 2!fsType:s
ModifyVolumeStatus 1targetVolumeAttributesClassName:s 2!status:s
NFSVolumeSource 1!server:s 2!path:s 3readOnly:b
Namespace 1metadata:meta.ObjectMeta 2spec:NamespaceSpec 3status:NamespaceStatus
NamespaceCondition 1!type:s 2!status:s 4lastTransitionTime:time 5reason:s 6message:s
NamespaceSpec 1finalizers:[]s
NamespaceStatus 1phase:s 2conditions:[]NamespaceCondition
Node 1metadata:meta.ObjectMeta 2spec:NodeSpec 3status:NodeStatus
NodeAddress 1!type:s 2!address:s
NodeAffinity 1requiredDuringSchedulingIgnoredDuringExecution:NodeSelector 2preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
NodeAllocatableResourceClaimStatus 1!resourceClaimName:s 2containers:[]s 3resources:{}quantity
NodeCondition 1!type:s 2!status:s 3lastHeartbeatTime:time 4lastTransitionTime:time 5reason:s 6message:s
NodeConfigSource 2configMap:ConfigMapNodeConfigSource
NodeConfigStatus 1assigned:NodeConfigSource 2active:NodeConfigSource 3lastKnownGood:NodeConfigSource 4error:s
NodeDaemonEndpoints 1kubeletEndpoint:DaemonEndpoint
NodeFeatures 1!supplementalGroupsPolicy:b
NodeProxyOptions 1path:s
NodeRuntimeHandler 1!name:s 2features:NodeRuntimeHandlerFeatures
NodeRuntimeHandlerFeatures 1!recursiveReadOnlyMounts:b 2!userNamespaces:b
NodeSelector 1nodeSelectorTerms:[]NodeSelectorTerm
NodeSelectorRequirement 1!key:s 2!operator:s 3values:[]s
NodeSelectorTerm 1matchExpressions:[]NodeSelectorRequirement 2matchFields:[]NodeSelectorRequirement
NodeSpec 1podCIDR:s 2externalID:s 3providerID:s 4unschedulable:b 5taints:[]Taint 6configSource:NodeConfigSource 7podCIDRs:[]s
NodeStatus 1capacity:{}quantity 2allocatable:{}quantity 3phase:s 4conditions:[]NodeCondition 5addresses:[]NodeAddress 6daemonEndpoints:NodeDaemonEndpoints 7nodeInfo:NodeSystemInfo 8images:[]ContainerImage 9volumesInUse:[]s 10volumesAttached:[]AttachedVolume 11config:NodeConfigStatus 12runtimeHandlers:[]NodeRuntimeHandler 13features:NodeFeatures 14declaredFeatures:[]s
NodeSwapStatus 1!capacity:i
NodeSystemInfo 1!machineID:s 2!systemUUID:s 3!bootID:s 4!kernelVersion:s 5!osImage:s 6!containerRuntimeVersion:s 7!kubeletVersion:s 8!kubeProxyVersion:s 9!operatingSystem:s 10!architecture:s 11swap:NodeSwapStatus
ObjectFieldSelector 1apiVersion:s 2!fieldPath:s
ObjectReference 1kind:s 2namespace:s 3name:s 4uid:s 5apiVersion:s 6resourceVersion:s 7fieldPath:s
PersistentVolume 1metadata:meta.ObjectMeta 2spec:PersistentVolumeSpec 3status:PersistentVolumeStatus
PersistentVolumeClaim 1metadata:meta.ObjectMeta 2spec:PersistentVolumeClaimSpec 3status:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition 1!type:s 2!status:s 3lastProbeTime:time 4lastTransitionTime:time 5reason:s 6message:s
PersistentVolumeClaimSpec 1accessModes:[]s 2resources:VolumeResourceRequirements 3volumeName:s 4selector:meta.LabelSelector 5!storageClassName:s 6!volumeMode:s 7dataSource:TypedLocalObjectReference 8dataSourceRef:TypedObjectReference 9!volumeAttributesClassName:s
PersistentVolumeClaimStatus 1phase:s 2accessModes:[]s 3capacity:{}quantity 4conditions:[]PersistentVolumeClaimCondition 5allocatedResources:{}quantity 7allocatedResourceStatuses:{}s 8!currentVolumeAttributesClassName:s 9modifyVolumeStatus:ModifyVolumeStatus
PersistentVolumeClaimTemplate 1metadata:meta.ObjectMeta 2spec:PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource 1!claimName:s 2readOnly:b
PersistentVolumeSource 1gcePersistentDisk:GCEPersistentDiskVolumeSource 2awsElasticBlockStore:AWSElasticBlockStoreVolumeSource 3hostPath:HostPathVolumeSource 4glusterfs:GlusterfsPersistentVolumeSource 5nfs:NFSVolumeSource 6rbd:RBDPersistentVolumeSource 7iscsi:ISCSIPersistentVolumeSource 8cinder:CinderPersistentVolumeSource 9cephfs:CephFSPersistentVolumeSource 10fc:FCVolumeSource 11flocker:FlockerVolumeSource 12flexVolume:FlexPersistentVolumeSource 13azureFile:AzureFilePersistentVolumeSource 14vsphereVolume:VsphereVirtualDiskVolumeSource 15quobyte:QuobyteVolumeSource 16azureDisk:AzureDiskVolumeSource 17photonPersistentDisk:PhotonPersistentDiskVolumeSource 18portworxVolume:PortworxVolumeSource 19scaleIO:ScaleIOPersistentVolumeSource 20local:LocalVolumeSource 21storageos:StorageOSPersistentVolumeSource 22csi:CSIPersistentVolumeSource
PersistentVolumeSpec 1capacity:{}quantity 2@:PersistentVolumeSource 3accessModes:[]s 4claimRef:ObjectReference 5persistentVolumeReclaimPolicy:s 6storageClassName:s 7mountOptions:[]s 8!volumeMode:s 9nodeAffinity:VolumeNodeAffinity 10!volumeAttributesClassName:s
PersistentVolumeStatus 1phase:s 2message:s 3reason:s 4lastPhaseTransitionTime:time
PhotonPersistentDiskVolumeSource 1!pdID:s 2fsType:s
Pod 1metadata:meta.ObjectMeta 2spec:PodSpec 3status:PodStatus
PodAffinity 1requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm 2preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
PodAffinityTerm 1labelSelector:meta.LabelSelector 2namespaces:[]s 3!topologyKey:s 4namespaceSelector:meta.LabelSelector 5matchLabelKeys:[]s 6mismatchLabelKeys:[]s
PodAntiAffinity 1requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm 2preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
PodAttachOptions 1stdin:b 2stdout:b 3stderr:b 4tty:b 5container:s
PodCertificateProjection 1signerName:s 2keyType:s 3!maxExpirationSeconds:i 4credentialBundlePath:s 5keyPath:s 6certificateChainPath:s 7userAnnotations:{}s
PodCondition 1!type:s 2!status:s 3lastProbeTime:time 4lastTransitionTime:time 5reason:s 6message:s 7observedGeneration:i
PodDNSConfig 1nameservers:[]s 2searches:[]s 3options:[]PodDNSConfigOption
PodDNSConfigOption 1name:s 2!value:s
PodExecOptions 1stdin:b 2stdout:b 3stderr:b 4tty:b 5container:s 6command:[]s
PodExtendedResourceClaimStatus 1requestMappings:[]ContainerExtendedResourceRequest 2!resourceClaimName:s
PodIP 1!ip:s
PodLogOptions 1container:s 2follow:b 3previous:b 4!sinceSeconds:i 5sinceTime:time 6timestamps:b 7!tailLines:i 8!limitBytes:i 9insecureSkipTLSVerifyBackend:b 10!stream:s
PodOS 1!name:s
PodPortForwardOptions 1ports:[]i
PodProxyOptions 1path:s
PodReadinessGate 1!conditionType:s
PodResourceClaim 1!name:s 3!resourceClaimName:s 4!resourceClaimTemplateName:s
PodResourceClaimStatus 1!name:s 2!resourceClaimName:s
PodSchedulingGate 1!name:s
PodSchedulingGroup 1!podGroupName:s
PodSecurityContext 1seLinuxOptions:SELinuxOptions 2!runAsUser:i 3!runAsNonRoot:b 4supplementalGroups:[]i 5!fsGroup:i 6!runAsGroup:i 7sysctls:[]Sysctl 8windowsOptions:WindowsSecurityContextOptions 9!fsGroupChangePolicy:s 10seccompProfile:SeccompProfile 11appArmorProfile:AppArmorProfile 12!supplementalGroupsPolicy:s 13!seLinuxChangePolicy:s
PodSignature 1podController:meta.OwnerReference
PodSpec 1volumes:[]Volume 2containers:[]Container 3restartPolicy:s 4!terminationGracePeriodSeconds:i 5!activeDeadlineSeconds:i 6dnsPolicy:s 7nodeSelector:{}s 8serviceAccountName:s 9serviceAccount:s 10nodeName:s 11hostNetwork:b 12hostPID:b 13hostIPC:b 14securityContext:PodSecurityContext 15imagePullSecrets:[]LocalObjectReference 16hostname:s 17subdomain:s 18affinity:Affinity 19schedulerName:s 20initContainers:[]Container 21!automountServiceAccountToken:b 22tolerations:[]Toleration 23hostAliases:[]HostAlias 24priorityClassName:s 25!priority:i 26dnsConfig:PodDNSConfig 27!shareProcessNamespace:b 28readinessGates:[]PodReadinessGate 29!runtimeClassName:s 30!enableServiceLinks:b 31!preemptionPolicy:s 32overhead:{}quantity 33topologySpreadConstraints:[]TopologySpreadConstraint 34ephemeralContainers:[]EphemeralContainer 35!setHostnameAsFQDN:b 36os:PodOS 37!hostUsers:b 38schedulingGates:[]PodSchedulingGate 39resourceClaims:[]PodResourceClaim 40resources:ResourceRequirements 41!hostnameOverride:s 43schedulingGroup:PodSchedulingGroup
PodStatus 1phase:s 2conditions:[]PodCondition 3message:s 4reason:s 5hostIP:s 6podIP:s 7startTime:time 8containerStatuses:[]ContainerStatus 9qosClass:s 10initContainerStatuses:[]ContainerStatus 11nominatedNodeName:s 12podIPs:[]PodIP 13ephemeralContainerStatuses:[]ContainerStatus 14resize:s 15resourceClaimStatuses:[]PodResourceClaimStatus 16hostIPs:[]HostIP 17observedGeneration:i 18extendedResourceClaimStatus:PodExtendedResourceClaimStatus 19allocatedResources:{}quantity 20resources:ResourceRequirements 21nodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus
PodStatusResult 1metadata:meta.ObjectMeta 2status:PodStatus
PodTemplate 1metadata:meta.ObjectMeta 2template:PodTemplateSpec
PodTemplateSpec 1metadata:meta.ObjectMeta 2spec:PodSpec
PortStatus 1!port:i 2!protocol:s 3!error:s
PortworxVolumeSource 1!volumeID:s 2fsType:s 3readOnly:b
Preconditions 1!uid:s
PreferAvoidPodsEntry 1podSignature:PodSignature 2evictionTime:time 3reason:s 4message:s
PreferredSchedulingTerm 1!weight:i 2preference:NodeSelectorTerm
Probe 1@:ProbeHandler 2initialDelaySeconds:i 3timeoutSeconds:i 4periodSeconds:i 5successThreshold:i 6failureThreshold:i 7!terminationGracePeriodSeconds:i
ProbeHandler 1exec:ExecAction 2httpGet:HTTPGetAction 3tcpSocket:TCPSocketAction 4grpc:GRPCAction
ProjectedVolumeSource 1sources:[]VolumeProjection 2!defaultMode:i
QuobyteVolumeSource 1!registry:s 2!volume:s 3readOnly:b 4user:s 5group:s 6tenant:s
RBDPersistentVolumeSource 1monitors:[]s 2!image:s 3fsType:s 4pool:s 5user:s 6keyring:s 7secretRef:SecretReference 8readOnly:b
RBDVolumeSource 1monitors:[]s 2!image:s 3fsType:s 4pool:s 5user:s 6keyring:s 7secretRef:LocalObjectReference 8readOnly:b
RangeAllocation 1metadata:meta.ObjectMeta 2!range:s 3!data:B
ReplicationController 1metadata:meta.ObjectMeta 2spec:ReplicationControllerSpec 3status:ReplicationControllerStatus
ReplicationControllerCondition 1!type:s 2!status:s 3lastTransitionTime:time 4reason:s 5message:s
ReplicationControllerSpec 1!replicas:i 2selector:{}s 3template:PodTemplateSpec 4minReadySeconds:i
ReplicationControllerStatus 1!replicas:i 2fullyLabeledReplicas:i 3observedGeneration:i 4readyReplicas:i 5availableReplicas:i 6conditions:[]ReplicationControllerCondition
ResourceClaim 1!name:s 2request:s
ResourceFieldSelector 1containerName:s 2!resource:s 3divisor:quantity
ResourceHealth 1!resourceID:s 2health:s 6!message:s
ResourceQuota 1metadata:meta.ObjectMeta 2spec:ResourceQuotaSpec 3status:ResourceQuotaStatus
ResourceQuotaSpec 1hard:{}quantity 2scopes:[]s 3scopeSelector:ScopeSelector
ResourceQuotaStatus 1hard:{}quantity 2used:{}quantity
ResourceRequirements 1limits:{}quantity 2requests:{}quantity 3claims:[]ResourceClaim
ResourceStatus 1!name:s 2resources:[]ResourceHealth
SELinuxOptions 1user:s 2role:s 3type:s 4level:s
ScaleIOPersistentVolumeSource 1!gateway:s 2!system:s 3secretRef:SecretReference 4sslEnabled:b 5protectionDomain:s 6storagePool:s 7storageMode:s 8volumeName:s 9fsType:s 10readOnly:b
ScaleIOVolumeSource 1!gateway:s 2!system:s 3secretRef:LocalObjectReference 4sslEnabled:b 5protectionDomain:s 6storagePool:s 7storageMode:s 8volumeName:s 9fsType:s 10readOnly:b
ScopeSelector 1matchExpressions:[]ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement 1!scopeName:s 2!operator:s 3values:[]s
SeccompProfile 1!type:s 2!localhostProfile:s
Secret 1metadata:meta.ObjectMeta 2data:{}B 3type:s 4stringData:{}s 5!immutable:b
SecretEnvSource 1@:LocalObjectReference 2!optional:b
SecretKeySelector 1@:LocalObjectReference 2!key:s 3!optional:b
SecretProjection 1@:LocalObjectReference 2items:[]KeyToPath 4!optional:b
SecretReference 1name:s 2namespace:s
SecretVolumeSource 1secretName:s 2items:[]KeyToPath 3!defaultMode:i 4!optional:b
SecurityContext 1capabilities:Capabilities 2!privileged:b 3seLinuxOptions:SELinuxOptions 4!runAsUser:i 5!runAsNonRoot:b 6!readOnlyRootFilesystem:b 7!allowPrivilegeEscalation:b 8!runAsGroup:i 9!procMount:s 10windowsOptions:WindowsSecurityContextOptions 11seccompProfile:SeccompProfile 12appArmorProfile:AppArmorProfile
SerializedReference 1reference:ObjectReference
Service 1metadata:meta.ObjectMeta 2spec:ServiceSpec 3status:ServiceStatus
ServiceAccount 1metadata:meta.ObjectMeta 2secrets:[]ObjectReference 3imagePullSecrets:[]LocalObjectReference 4!automountServiceAccountToken:b
ServiceAccountTokenProjection 1audience:s 2!expirationSeconds:i 3!path:s
ServicePort 1name:s 2protocol:s 3!port:i 4targetPort:intOrString 5nodePort:i 6!appProtocol:s
ServiceProxyOptions 1path:s
ServiceSpec 1ports:[]ServicePort 2selector:{}s 3clusterIP:s 4type:s 5externalIPs:[]s 7sessionAffinity:s 8loadBalancerIP:s 9loadBalancerSourceRanges:[]s 10externalName:s 11externalTrafficPolicy:s 12healthCheckNodePort:i 13publishNotReadyAddresses:b 14sessionAffinityConfig:SessionAffinityConfig 17!ipFamilyPolicy:s 18clusterIPs:[]s 19ipFamilies:[]s 20!allocateLoadBalancerNodePorts:b 21!loadBalancerClass:s 22!internalTrafficPolicy:s 23!trafficDistribution:s
ServiceStatus 1loadBalancer:LoadBalancerStatus 2conditions:[]meta.Condition
SessionAffinityConfig 1clientIP:ClientIPConfig
SleepAction 1!seconds:i
StorageOSPersistentVolumeSource 1volumeName:s 2volumeNamespace:s 3fsType:s 4readOnly:b 5secretRef:ObjectReference
StorageOSVolumeSource 1volumeName:s 2volumeNamespace:s 3fsType:s 4readOnly:b 5secretRef:LocalObjectReference
Sysctl 1!name:s 2!value:s
TCPSocketAction 1port:intOrString 2host:s
Taint 1!key:s 2value:s 3!effect:s 4timeAdded:time
Toleration 1key:s 2operator:s 3value:s 4effect:s 5!tolerationSeconds:i
TopologySelectorLabelRequirement 1!key:s 2values:[]s
TopologySelectorTerm 1matchLabelExpressions:[]TopologySelectorLabelRequirement
TopologySpreadConstraint 1!maxSkew:i 2!topologyKey:s 3!whenUnsatisfiable:s 4labelSelector:meta.LabelSelector 5!minDomains:i 6!nodeAffinityPolicy:s 7!nodeTaintsPolicy:s 8matchLabelKeys:[]s
TypedLocalObjectReference 1!apiGroup:s 2!kind:s 3!name:s
TypedObjectReference 1!apiGroup:s 2!kind:s 3!name:s 4!namespace:s
Volume 1!name:s 2@:VolumeSource
VolumeDevice 1!name:s 2!devicePath:s
VolumeMount 1!name:s 2readOnly:b 3!mountPath:s 4subPath:s 5!mountPropagation:s 6subPathExpr:s 7!recursiveReadOnly:s
VolumeMountStatus 1!name:s 2!mountPath:s 3readOnly:b 4!recursiveReadOnly:s 5volumeStatus:VolumeStatus
VolumeNodeAffinity 1required:NodeSelector
VolumeProjection 1secret:SecretProjection 2downwardAPI:DownwardAPIProjection 3configMap:ConfigMapProjection 4serviceAccountToken:ServiceAccountTokenProjection 5clusterTrustBundle:ClusterTrustBundleProjection 6podCertificate:PodCertificateProjection
VolumeResourceRequirements 1limits:{}quantity 2requests:{}quantity
VolumeSource 1hostPath:HostPathVolumeSource 2emptyDir:EmptyDirVolumeSource 3gcePersistentDisk:GCEPersistentDiskVolumeSource 4awsElasticBlockStore:AWSElasticBlockStoreVolumeSource 5gitRepo:GitRepoVolumeSource 6secret:SecretVolumeSource 7nfs:NFSVolumeSource 8iscsi:ISCSIVolumeSource 9glusterfs:GlusterfsVolumeSource 10persistentVolumeClaim:PersistentVolumeClaimVolumeSource 11rbd:RBDVolumeSource 12flexVolume:FlexVolumeSource 13cinder:CinderVolumeSource 14cephfs:CephFSVolumeSource 15flocker:FlockerVolumeSource 16downwardAPI:DownwardAPIVolumeSource 17fc:FCVolumeSource 18azureFile:AzureFileVolumeSource 19configMap:ConfigMapVolumeSource 20vsphereVolume:VsphereVirtualDiskVolumeSource 21quobyte:QuobyteVolumeSource 22azureDisk:AzureDiskVolumeSource 23photonPersistentDisk:PhotonPersistentDiskVolumeSource 24portworxVolume:PortworxVolumeSource 25scaleIO:ScaleIOVolumeSource 26projected:ProjectedVolumeSource 27storageos:StorageOSVolumeSource 28csi:CSIVolumeSource 29ephemeral:EphemeralVolumeSource 30image:ImageVolumeSource
VolumeStatus 1image:ImageVolumeStatus
VsphereVirtualDiskVolumeSource 1!volumePath:s 2fsType:s 3storagePolicyName:s 4storagePolicyID:s
WeightedPodAffinityTerm 1!weight:i 2podAffinityTerm:PodAffinityTerm
WindowsSecurityContextOptions 1!gmsaCredentialSpecName:s 2!gmsaCredentialSpec:s 3!runAsUserName:s 4!hostProcess:b
`;
