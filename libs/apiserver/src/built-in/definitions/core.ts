/** Types of core/v1, in the notation of `parse-definitions.ts`. */
export const core = `
AWSElasticBlockStoreVolumeSource
  fsType string
  partition int32
  readOnly bool
  volumeID! string
Affinity
  nodeAffinity NodeAffinity
  podAffinity PodAffinity
  podAntiAffinity PodAntiAffinity
AppArmorProfile
  localhostProfile string
  type! string
AttachedVolume
  devicePath! string
  name! string
AzureDiskVolumeSource
  cachingMode string default="ReadWrite"
  diskName! string
  diskURI! string
  fsType string default="ext4"
  kind string default="Shared"
  readOnly bool
AzureFilePersistentVolumeSource
  readOnly bool
  secretName! string
  secretNamespace string
  shareName! string
AzureFileVolumeSource
  readOnly bool
  secretName! string
  shareName! string
Binding
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  target! ObjectReference default={}
CSIPersistentVolumeSource
  controllerExpandSecretRef SecretReference
  controllerPublishSecretRef SecretReference
  driver! string
  fsType string
  nodeExpandSecretRef SecretReference
  nodePublishSecretRef SecretReference
  nodeStageSecretRef SecretReference
  readOnly bool
  volumeAttributes {}string
  volumeHandle! string
CSIVolumeSource
  driver! string
  fsType string
  nodePublishSecretRef LocalObjectReference
  readOnly bool
  volumeAttributes {}string
Capabilities
  add []string atomic
  drop []string atomic
CephFSPersistentVolumeSource
  monitors! []string atomic
  path string
  readOnly bool
  secretFile string
  secretRef SecretReference
  user string
CephFSVolumeSource
  monitors! []string atomic
  path string
  readOnly bool
  secretFile string
  secretRef LocalObjectReference
  user string
CinderPersistentVolumeSource
  fsType string
  readOnly bool
  secretRef SecretReference
  volumeID! string
CinderVolumeSource
  fsType string
  readOnly bool
  secretRef LocalObjectReference
  volumeID! string
ClientIPConfig
  timeoutSeconds int32
ClusterTrustBundleProjection
  labelSelector meta.LabelSelector
  name string
  optional bool
  path! string
  signerName string
ConfigMap
  apiVersion string
  binaryData {}byte
  data {}string
  immutable bool
  kind string
  metadata meta.ObjectMeta default={}
ConfigMapEnvSource
  name string
  optional bool
ConfigMapKeySelector atomic
  key! string
  name string
  optional bool
ConfigMapNodeConfigSource
  kubeletConfigKey! string
  name! string
  namespace! string
  resourceVersion string
  uid string
ConfigMapProjection
  items []KeyToPath atomic
  name string
  optional bool
ConfigMapVolumeSource
  defaultMode int32
  items []KeyToPath atomic
  name string
  optional bool
Container
  args []string atomic
  command []string atomic
  env []EnvVar map=name patch=merge:name
  envFrom []EnvFromSource atomic
  image string
  imagePullPolicy string
  lifecycle Lifecycle
  livenessProbe Probe
  name! string
  ports []ContainerPort map=containerPort,protocol patch=merge:containerPort
  readinessProbe Probe
  resizePolicy []ContainerResizePolicy atomic
  resources ResourceRequirements default={}
  restartPolicy string
  restartPolicyRules []ContainerRestartRule atomic
  securityContext SecurityContext
  startupProbe Probe
  stdin bool
  stdinOnce bool
  terminationMessagePath string
  terminationMessagePolicy string
  tty bool
  volumeDevices []VolumeDevice map=devicePath patch=merge:devicePath
  volumeMounts []VolumeMount map=mountPath patch=merge:mountPath
  workingDir string
ContainerExtendedResourceRequest
  containerName! string
  requestName! string
  resourceName! string
ContainerImage
  names []string atomic
  sizeBytes int64
ContainerPort
  containerPort! int32
  hostIP string
  hostPort int32
  name string
  protocol string default="TCP"
ContainerResizePolicy
  resourceName! string
  restartPolicy! string
ContainerRestartRule
  action! string
  exitCodes ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes
  operator! string
  values []int32 set
ContainerState
  running ContainerStateRunning
  terminated ContainerStateTerminated
  waiting ContainerStateWaiting
ContainerStateRunning
  startedAt meta.Time
ContainerStateTerminated
  containerID string
  exitCode! int32
  finishedAt meta.Time
  message string
  reason string
  signal int32
  startedAt meta.Time
ContainerStateWaiting
  message string
  reason string
ContainerStatus
  allocatedResources {}resource.Quantity
  allocatedResourcesStatus []ResourceStatus map=name patch=merge:name
  containerID string
  image! string
  imageID! string
  lastState ContainerState default={}
  name! string
  ready! bool
  resources ResourceRequirements
  restartCount! int32
  started bool
  state ContainerState default={}
  stopSignal string
  user ContainerUser
  volumeMounts []VolumeMountStatus map=mountPath patch=merge:mountPath
ContainerUser
  linux LinuxContainerUser
DaemonEndpoint
  Port! int32
DownwardAPIProjection
  items []DownwardAPIVolumeFile atomic
DownwardAPIVolumeFile
  fieldRef ObjectFieldSelector
  mode int32
  path! string
  resourceFieldRef ResourceFieldSelector
DownwardAPIVolumeSource
  defaultMode int32
  items []DownwardAPIVolumeFile atomic
EmptyDirVolumeSource
  medium string
  sizeLimit resource.Quantity
EndpointAddress atomic
  hostname string
  ip! string
  nodeName string
  targetRef ObjectReference
EndpointPort atomic
  appProtocol string
  name string
  port! int32
  protocol string
EndpointSubset
  addresses []EndpointAddress atomic
  notReadyAddresses []EndpointAddress atomic
  ports []EndpointPort atomic
Endpoints
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  subsets []EndpointSubset atomic
EnvFromSource
  configMapRef ConfigMapEnvSource
  prefix string
  secretRef SecretEnvSource
EnvVar
  name! string
  value string
  valueFrom EnvVarSource
EnvVarSource
  configMapKeyRef ConfigMapKeySelector
  fieldRef ObjectFieldSelector
  fileKeyRef FileKeySelector
  resourceFieldRef ResourceFieldSelector
  secretKeyRef SecretKeySelector
EphemeralContainer
  args []string atomic
  command []string atomic
  env []EnvVar map=name patch=merge:name
  envFrom []EnvFromSource atomic
  image string
  imagePullPolicy string
  lifecycle Lifecycle
  livenessProbe Probe
  name! string
  ports []ContainerPort map=containerPort,protocol patch=merge:containerPort
  readinessProbe Probe
  resizePolicy []ContainerResizePolicy atomic
  resources ResourceRequirements default={}
  restartPolicy string
  restartPolicyRules []ContainerRestartRule atomic
  securityContext SecurityContext
  startupProbe Probe
  stdin bool
  stdinOnce bool
  targetContainerName string
  terminationMessagePath string
  terminationMessagePolicy string
  tty bool
  volumeDevices []VolumeDevice map=devicePath patch=merge:devicePath
  volumeMounts []VolumeMount map=mountPath patch=merge:mountPath
  workingDir string
EphemeralVolumeSource
  volumeClaimTemplate PersistentVolumeClaimTemplate
Event
  action string
  apiVersion string
  count int32
  eventTime meta.MicroTime
  firstTimestamp meta.Time
  involvedObject! ObjectReference default={}
  kind string
  lastTimestamp meta.Time
  message string
  metadata! meta.ObjectMeta default={}
  reason string
  related ObjectReference
  reportingComponent string
  reportingInstance string
  series EventSeries
  source EventSource default={}
  type string
EventSeries
  count int32
  lastObservedTime meta.MicroTime
EventSource
  component string
  host string
ExecAction
  command []string atomic
FCVolumeSource
  fsType string
  lun int32
  readOnly bool
  targetWWNs []string atomic
  wwids []string atomic
FileKeySelector atomic
  key! string
  optional bool
  path! string
  volumeName! string
FlexPersistentVolumeSource
  driver! string
  fsType string
  options {}string
  readOnly bool
  secretRef SecretReference
FlexVolumeSource
  driver! string
  fsType string
  options {}string
  readOnly bool
  secretRef LocalObjectReference
FlockerVolumeSource
  datasetName string
  datasetUUID string
GCEPersistentDiskVolumeSource
  fsType string
  partition int32
  pdName! string
  readOnly bool
GRPCAction
  port! int32
  service string
GitRepoVolumeSource
  directory string
  repository! string
  revision string
GlusterfsPersistentVolumeSource
  endpoints! string
  endpointsNamespace string
  path! string
  readOnly bool
GlusterfsVolumeSource
  endpoints! string
  path! string
  readOnly bool
HTTPGetAction
  host string
  httpHeaders []HTTPHeader atomic
  path string
  port! intstr.IntOrString
  scheme string
HTTPHeader
  name! string
  value! string
HostAlias
  hostnames []string atomic
  ip! string
HostIP
  ip! string
HostPathVolumeSource
  path! string
  type string
ISCSIPersistentVolumeSource
  chapAuthDiscovery bool
  chapAuthSession bool
  fsType string
  initiatorName string
  iqn! string
  iscsiInterface string default="default"
  lun! int32
  portals []string atomic
  readOnly bool
  secretRef SecretReference
  targetPortal! string
ISCSIVolumeSource
  chapAuthDiscovery bool
  chapAuthSession bool
  fsType string
  initiatorName string
  iqn! string
  iscsiInterface string default="default"
  lun! int32
  portals []string atomic
  readOnly bool
  secretRef LocalObjectReference
  targetPortal! string
ImageVolumeSource
  pullPolicy string
  reference string
ImageVolumeStatus
  imageRef! string
KeyToPath
  key! string
  mode int32
  path! string
Lifecycle
  postStart LifecycleHandler
  preStop LifecycleHandler
  stopSignal string
LifecycleHandler
  exec ExecAction
  httpGet HTTPGetAction
  sleep SleepAction
  tcpSocket TCPSocketAction
LimitRange
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec LimitRangeSpec default={}
LimitRangeItem
  default {}resource.Quantity
  defaultRequest {}resource.Quantity
  max {}resource.Quantity
  maxLimitRequestRatio {}resource.Quantity
  min {}resource.Quantity
  type! string
LimitRangeSpec
  limits! []LimitRangeItem atomic
LinuxContainerUser
  gid! int64
  supplementalGroups []int64 atomic
  uid! int64
LoadBalancerIngress
  hostname string
  ip string
  ipMode string
  ports []PortStatus atomic
LoadBalancerStatus
  ingress []LoadBalancerIngress atomic
LocalObjectReference atomic
  name string
LocalVolumeSource
  fsType string
  path! string
ModifyVolumeStatus
  status! string
  targetVolumeAttributesClassName string
NFSVolumeSource
  path! string
  readOnly bool
  server! string
Namespace
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec NamespaceSpec default={}
  status NamespaceStatus default={}
NamespaceCondition
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
NamespaceSpec
  finalizers []string atomic
NamespaceStatus
  conditions []NamespaceCondition map=type patch=merge:type
  phase string
Node
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec NodeSpec default={}
  status NodeStatus default={}
NodeAddress
  address! string
  type! string
NodeAffinity
  preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm atomic
  requiredDuringSchedulingIgnoredDuringExecution NodeSelector
NodeAllocatableResourceClaimStatus
  containers []string set
  resourceClaimName! string
  resources! {}resource.Quantity
NodeCondition
  lastHeartbeatTime meta.Time
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
NodeConfigSource
  configMap ConfigMapNodeConfigSource
NodeConfigStatus
  active NodeConfigSource
  assigned NodeConfigSource
  error string
  lastKnownGood NodeConfigSource
NodeDaemonEndpoints
  kubeletEndpoint DaemonEndpoint default={}
NodeFeatures
  supplementalGroupsPolicy bool
NodeRuntimeHandler
  features NodeRuntimeHandlerFeatures
  name string
NodeRuntimeHandlerFeatures
  recursiveReadOnlyMounts bool
  userNamespaces bool
NodeSelector atomic
  nodeSelectorTerms! []NodeSelectorTerm atomic
NodeSelectorRequirement
  key! string
  operator! string
  values []string atomic
NodeSelectorTerm atomic
  matchExpressions []NodeSelectorRequirement atomic
  matchFields []NodeSelectorRequirement atomic
NodeSpec
  configSource NodeConfigSource
  externalID string
  podCIDR string
  podCIDRs []string set patch=merge
  providerID string
  taints []Taint atomic
  unschedulable bool
NodeStatus
  addresses []NodeAddress map=type patch=merge:type
  allocatable {}resource.Quantity
  capacity {}resource.Quantity
  conditions []NodeCondition map=type patch=merge:type
  config NodeConfigStatus
  daemonEndpoints NodeDaemonEndpoints default={}
  declaredFeatures []string atomic
  features NodeFeatures
  images []ContainerImage atomic
  nodeInfo NodeSystemInfo default={}
  phase string
  runtimeHandlers []NodeRuntimeHandler atomic
  volumesAttached []AttachedVolume atomic
  volumesInUse []string atomic
NodeSwapStatus
  capacity int64
NodeSystemInfo
  architecture! string
  bootID! string
  containerRuntimeVersion! string
  kernelVersion! string
  kubeProxyVersion! string
  kubeletVersion! string
  machineID! string
  operatingSystem! string
  osImage! string
  swap NodeSwapStatus
  systemUUID! string
ObjectFieldSelector atomic
  apiVersion string
  fieldPath! string
ObjectReference atomic
  apiVersion string
  fieldPath string
  kind string
  name string
  namespace string
  resourceVersion string
  uid string
PersistentVolume
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec PersistentVolumeSpec default={}
  status PersistentVolumeStatus default={}
PersistentVolumeClaim
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec PersistentVolumeClaimSpec default={}
  status PersistentVolumeClaimStatus default={}
PersistentVolumeClaimCondition
  lastProbeTime meta.Time
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
PersistentVolumeClaimSpec
  accessModes []string atomic
  dataSource TypedLocalObjectReference
  dataSourceRef TypedObjectReference
  resources VolumeResourceRequirements default={}
  selector meta.LabelSelector
  storageClassName string
  volumeAttributesClassName string
  volumeMode string
  volumeName string
PersistentVolumeClaimStatus
  accessModes []string atomic
  allocatedResourceStatuses {}string
  allocatedResources {}resource.Quantity
  capacity {}resource.Quantity
  conditions []PersistentVolumeClaimCondition map=type patch=merge:type
  currentVolumeAttributesClassName string
  modifyVolumeStatus ModifyVolumeStatus
  phase string
PersistentVolumeClaimTemplate
  metadata meta.ObjectMeta default={}
  spec! PersistentVolumeClaimSpec default={}
PersistentVolumeClaimVolumeSource
  claimName! string
  readOnly bool
PersistentVolumeSpec
  accessModes []string atomic
  awsElasticBlockStore AWSElasticBlockStoreVolumeSource
  azureDisk AzureDiskVolumeSource
  azureFile AzureFilePersistentVolumeSource
  capacity {}resource.Quantity
  cephfs CephFSPersistentVolumeSource
  cinder CinderPersistentVolumeSource
  claimRef ObjectReference
  csi CSIPersistentVolumeSource
  fc FCVolumeSource
  flexVolume FlexPersistentVolumeSource
  flocker FlockerVolumeSource
  gcePersistentDisk GCEPersistentDiskVolumeSource
  glusterfs GlusterfsPersistentVolumeSource
  hostPath HostPathVolumeSource
  iscsi ISCSIPersistentVolumeSource
  local LocalVolumeSource
  mountOptions []string atomic
  nfs NFSVolumeSource
  nodeAffinity VolumeNodeAffinity
  persistentVolumeReclaimPolicy string
  photonPersistentDisk PhotonPersistentDiskVolumeSource
  portworxVolume PortworxVolumeSource
  quobyte QuobyteVolumeSource
  rbd RBDPersistentVolumeSource
  scaleIO ScaleIOPersistentVolumeSource
  storageClassName string
  storageos StorageOSPersistentVolumeSource
  volumeAttributesClassName string
  volumeMode string
  vsphereVolume VsphereVirtualDiskVolumeSource
PersistentVolumeStatus
  lastPhaseTransitionTime meta.Time
  message string
  phase string
  reason string
PhotonPersistentDiskVolumeSource
  fsType string
  pdID! string
Pod
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec PodSpec default={}
  status PodStatus default={}
PodAffinity
  preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm atomic
  requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm atomic
PodAffinityTerm
  labelSelector meta.LabelSelector
  matchLabelKeys []string atomic
  mismatchLabelKeys []string atomic
  namespaceSelector meta.LabelSelector
  namespaces []string atomic
  topologyKey! string
PodAntiAffinity
  preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm atomic
  requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm atomic
PodCertificateProjection
  certificateChainPath string
  credentialBundlePath string
  keyPath string
  keyType! string
  maxExpirationSeconds int32
  signerName! string
  userAnnotations {}string
PodCondition
  lastProbeTime meta.Time
  lastTransitionTime meta.Time
  message string
  observedGeneration int64
  reason string
  status! string
  type! string
PodDNSConfig
  nameservers []string atomic
  options []PodDNSConfigOption atomic
  searches []string atomic
PodDNSConfigOption
  name string
  value string
PodExtendedResourceClaimStatus
  requestMappings! []ContainerExtendedResourceRequest atomic
  resourceClaimName! string
PodIP
  ip! string
PodOS
  name! string
PodReadinessGate
  conditionType! string
PodResourceClaim
  name! string
  resourceClaimName string
  resourceClaimTemplateName string
PodResourceClaimStatus
  name! string
  resourceClaimName string
PodSchedulingGate
  name! string
PodSchedulingGroup
  podGroupName string
PodSecurityContext
  appArmorProfile AppArmorProfile
  fsGroup int64
  fsGroupChangePolicy string
  runAsGroup int64
  runAsNonRoot bool
  runAsUser int64
  seLinuxChangePolicy string
  seLinuxOptions SELinuxOptions
  seccompProfile SeccompProfile
  supplementalGroups []int64 atomic
  supplementalGroupsPolicy string
  sysctls []Sysctl atomic
  windowsOptions WindowsSecurityContextOptions
PodSpec
  activeDeadlineSeconds int64
  affinity Affinity
  automountServiceAccountToken bool
  containers! []Container map=name patch=merge:name
  dnsConfig PodDNSConfig
  dnsPolicy string
  enableServiceLinks bool
  ephemeralContainers []EphemeralContainer map=name patch=merge:name
  hostAliases []HostAlias map=ip patch=merge:ip
  hostIPC bool
  hostNetwork bool
  hostPID bool
  hostUsers bool
  hostname string
  hostnameOverride string
  imagePullSecrets []LocalObjectReference map=name patch=merge:name
  initContainers []Container map=name patch=merge:name
  nodeName string
  nodeSelector {}string atomic
  os PodOS
  overhead {}resource.Quantity
  preemptionPolicy string
  priority int32
  priorityClassName string
  readinessGates []PodReadinessGate atomic
  resourceClaims []PodResourceClaim map=name patch=merge,retainKeys:name
  resources ResourceRequirements
  restartPolicy string
  runtimeClassName string
  schedulerName string
  schedulingGates []PodSchedulingGate map=name patch=merge:name
  schedulingGroup PodSchedulingGroup
  securityContext PodSecurityContext
  serviceAccount string
  serviceAccountName string
  setHostnameAsFQDN bool
  shareProcessNamespace bool
  subdomain string
  terminationGracePeriodSeconds int64
  tolerations []Toleration atomic
  topologySpreadConstraints []TopologySpreadConstraint map=topologyKey,whenUnsatisfiable patch=merge:topologyKey
  volumes []Volume map=name patch=merge,retainKeys:name
PodStatus
  allocatedResources {}resource.Quantity
  conditions []PodCondition map=type patch=merge:type
  containerStatuses []ContainerStatus atomic
  ephemeralContainerStatuses []ContainerStatus atomic
  extendedResourceClaimStatus PodExtendedResourceClaimStatus
  hostIP string
  hostIPs []HostIP atomic patch=merge:ip
  initContainerStatuses []ContainerStatus atomic
  message string
  nodeAllocatableResourceClaimStatuses []NodeAllocatableResourceClaimStatus atomic
  nominatedNodeName string
  observedGeneration int64
  phase string
  podIP string
  podIPs []PodIP map=ip patch=merge:ip
  qosClass string
  reason string
  resize string
  resourceClaimStatuses []PodResourceClaimStatus map=name patch=merge,retainKeys:name
  resources ResourceRequirements
  startTime meta.Time
PodTemplate
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  template PodTemplateSpec default={}
PodTemplateSpec
  metadata meta.ObjectMeta default={}
  spec PodSpec default={}
PortStatus
  error string
  port! int32
  protocol! string
PortworxVolumeSource
  fsType string
  readOnly bool
  volumeID! string
PreferredSchedulingTerm
  preference! NodeSelectorTerm default={}
  weight! int32
Probe
  exec ExecAction
  failureThreshold int32
  grpc GRPCAction
  httpGet HTTPGetAction
  initialDelaySeconds int32
  periodSeconds int32
  successThreshold int32
  tcpSocket TCPSocketAction
  terminationGracePeriodSeconds int64
  timeoutSeconds int32
ProjectedVolumeSource
  defaultMode int32
  sources []VolumeProjection atomic
QuobyteVolumeSource
  group string
  readOnly bool
  registry! string
  tenant string
  user string
  volume! string
RBDPersistentVolumeSource
  fsType string
  image! string
  keyring string default="/etc/ceph/keyring"
  monitors! []string atomic
  pool string default="rbd"
  readOnly bool
  secretRef SecretReference
  user string default="admin"
RBDVolumeSource
  fsType string
  image! string
  keyring string default="/etc/ceph/keyring"
  monitors! []string atomic
  pool string default="rbd"
  readOnly bool
  secretRef LocalObjectReference
  user string default="admin"
ReplicationController
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec ReplicationControllerSpec default={}
  status ReplicationControllerStatus default={}
ReplicationControllerCondition
  lastTransitionTime meta.Time
  message string
  reason string
  status! string
  type! string
ReplicationControllerSpec
  minReadySeconds int32
  replicas int32 default=1
  selector {}string atomic
  template PodTemplateSpec
ReplicationControllerStatus
  availableReplicas int32
  conditions []ReplicationControllerCondition map=type patch=merge:type
  fullyLabeledReplicas int32
  observedGeneration int64
  readyReplicas int32
  replicas! int32
ResourceClaim
  name! string
  request string
ResourceFieldSelector atomic
  containerName string
  divisor resource.Quantity
  resource! string
ResourceHealth
  health string
  message string
  resourceID! string
ResourceQuota
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec ResourceQuotaSpec default={}
  status ResourceQuotaStatus default={}
ResourceQuotaSpec
  hard {}resource.Quantity
  scopeSelector ScopeSelector
  scopes []string atomic
ResourceQuotaStatus
  hard {}resource.Quantity
  used {}resource.Quantity
ResourceRequirements
  claims []ResourceClaim map=name
  limits {}resource.Quantity
  requests {}resource.Quantity
ResourceStatus
  name! string
  resources []ResourceHealth map=resourceID
SELinuxOptions
  level string
  role string
  type string
  user string
ScaleIOPersistentVolumeSource
  fsType string default="xfs"
  gateway! string
  protectionDomain string
  readOnly bool
  secretRef! SecretReference
  sslEnabled bool
  storageMode string default="ThinProvisioned"
  storagePool string
  system! string
  volumeName string
ScaleIOVolumeSource
  fsType string default="xfs"
  gateway! string
  protectionDomain string
  readOnly bool
  secretRef! LocalObjectReference
  sslEnabled bool
  storageMode string default="ThinProvisioned"
  storagePool string
  system! string
  volumeName string
ScopeSelector atomic
  matchExpressions []ScopedResourceSelectorRequirement atomic
ScopedResourceSelectorRequirement
  operator! string
  scopeName! string
  values []string atomic
SeccompProfile
  localhostProfile string
  type! string
Secret
  apiVersion string
  data {}byte
  immutable bool
  kind string
  metadata meta.ObjectMeta default={}
  stringData {}string
  type string
SecretEnvSource
  name string
  optional bool
SecretKeySelector atomic
  key! string
  name string
  optional bool
SecretProjection
  items []KeyToPath atomic
  name string
  optional bool
SecretReference atomic
  name string
  namespace string
SecretVolumeSource
  defaultMode int32
  items []KeyToPath atomic
  optional bool
  secretName string
SecurityContext
  allowPrivilegeEscalation bool
  appArmorProfile AppArmorProfile
  capabilities Capabilities
  privileged bool
  procMount string
  readOnlyRootFilesystem bool
  runAsGroup int64
  runAsNonRoot bool
  runAsUser int64
  seLinuxOptions SELinuxOptions
  seccompProfile SeccompProfile
  windowsOptions WindowsSecurityContextOptions
Service
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec ServiceSpec default={}
  status ServiceStatus default={}
ServiceAccount
  apiVersion string
  automountServiceAccountToken bool
  imagePullSecrets []LocalObjectReference atomic
  kind string
  metadata meta.ObjectMeta default={}
  secrets []ObjectReference map=name patch=merge:name
ServiceAccountTokenProjection
  audience string
  expirationSeconds int64
  path! string
ServicePort
  appProtocol string
  name string
  nodePort int32
  port! int32
  protocol string default="TCP"
  targetPort intstr.IntOrString
ServiceSpec
  allocateLoadBalancerNodePorts bool
  clusterIP string
  clusterIPs []string atomic
  externalIPs []string atomic
  externalName string
  externalTrafficPolicy string
  healthCheckNodePort int32
  internalTrafficPolicy string
  ipFamilies []string atomic
  ipFamilyPolicy string
  loadBalancerClass string
  loadBalancerIP string
  loadBalancerSourceRanges []string atomic
  ports []ServicePort map=port,protocol patch=merge:port
  publishNotReadyAddresses bool
  selector {}string atomic
  sessionAffinity string
  sessionAffinityConfig SessionAffinityConfig
  trafficDistribution string
  type string
ServiceStatus
  conditions []meta.Condition map=type patch=merge:type
  loadBalancer LoadBalancerStatus default={}
SessionAffinityConfig
  clientIP ClientIPConfig
SleepAction
  seconds! int64
StorageOSPersistentVolumeSource
  fsType string
  readOnly bool
  secretRef ObjectReference
  volumeName string
  volumeNamespace string
StorageOSVolumeSource
  fsType string
  readOnly bool
  secretRef LocalObjectReference
  volumeName string
  volumeNamespace string
Sysctl
  name! string
  value! string
TCPSocketAction
  host string
  port! intstr.IntOrString
Taint
  effect! string
  key! string
  timeAdded meta.Time
  value string
Toleration
  effect string
  key string
  operator string
  tolerationSeconds int64
  value string
TopologySelectorLabelRequirement
  key! string
  values! []string atomic
TopologySelectorTerm atomic
  matchLabelExpressions []TopologySelectorLabelRequirement atomic
TopologySpreadConstraint
  labelSelector meta.LabelSelector
  matchLabelKeys []string atomic
  maxSkew! int32
  minDomains int32
  nodeAffinityPolicy string
  nodeTaintsPolicy string
  topologyKey! string
  whenUnsatisfiable! string
TypedLocalObjectReference atomic
  apiGroup string
  kind! string
  name! string
TypedObjectReference
  apiGroup string
  kind! string
  name! string
  namespace string
Volume
  awsElasticBlockStore AWSElasticBlockStoreVolumeSource
  azureDisk AzureDiskVolumeSource
  azureFile AzureFileVolumeSource
  cephfs CephFSVolumeSource
  cinder CinderVolumeSource
  configMap ConfigMapVolumeSource
  csi CSIVolumeSource
  downwardAPI DownwardAPIVolumeSource
  emptyDir EmptyDirVolumeSource
  ephemeral EphemeralVolumeSource
  fc FCVolumeSource
  flexVolume FlexVolumeSource
  flocker FlockerVolumeSource
  gcePersistentDisk GCEPersistentDiskVolumeSource
  gitRepo GitRepoVolumeSource
  glusterfs GlusterfsVolumeSource
  hostPath HostPathVolumeSource
  image ImageVolumeSource
  iscsi ISCSIVolumeSource
  name! string
  nfs NFSVolumeSource
  persistentVolumeClaim PersistentVolumeClaimVolumeSource
  photonPersistentDisk PhotonPersistentDiskVolumeSource
  portworxVolume PortworxVolumeSource
  projected ProjectedVolumeSource
  quobyte QuobyteVolumeSource
  rbd RBDVolumeSource
  scaleIO ScaleIOVolumeSource
  secret SecretVolumeSource
  storageos StorageOSVolumeSource
  vsphereVolume VsphereVirtualDiskVolumeSource
VolumeDevice
  devicePath! string
  name! string
VolumeMount
  mountPath! string
  mountPropagation string
  name! string
  readOnly bool
  recursiveReadOnly string
  subPath string
  subPathExpr string
VolumeMountStatus
  mountPath! string
  name! string
  readOnly bool
  recursiveReadOnly string
  volumeStatus VolumeStatus
VolumeNodeAffinity
  required NodeSelector
VolumeProjection
  clusterTrustBundle ClusterTrustBundleProjection
  configMap ConfigMapProjection
  downwardAPI DownwardAPIProjection
  podCertificate PodCertificateProjection
  secret SecretProjection
  serviceAccountToken ServiceAccountTokenProjection
VolumeResourceRequirements
  limits {}resource.Quantity
  requests {}resource.Quantity
VolumeStatus
  image ImageVolumeStatus
VsphereVirtualDiskVolumeSource
  fsType string
  storagePolicyID string
  storagePolicyName string
  volumePath! string
WeightedPodAffinityTerm
  podAffinityTerm! PodAffinityTerm default={}
  weight! int32
WindowsSecurityContextOptions
  gmsaCredentialSpec string
  gmsaCredentialSpecName string
  hostProcess bool
  runAsUserName string
`;
