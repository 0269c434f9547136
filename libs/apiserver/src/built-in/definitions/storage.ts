/** Types of storage, in the notation of `parse-definitions.ts`. */
export const storage = `
CSIDriver
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! CSIDriverSpec default={}
CSIDriverSpec
  attachRequired bool
  fsGroupPolicy string
  nodeAllocatableUpdatePeriodSeconds int64
  podInfoOnMount bool
  preventPodSchedulingIfMissing bool
  requiresRepublish bool
  seLinuxMount bool
  serviceAccountTokenInSecrets bool
  storageCapacity bool
  tokenRequests []TokenRequest atomic
  volumeLifecycleModes []string set
CSINode
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! CSINodeSpec default={}
CSINodeDriver
  allocatable VolumeNodeResources
  name! string
  nodeID! string
  topologyKeys []string atomic
CSINodeSpec
  drivers! []CSINodeDriver map=name patch=merge:name
StorageClass
  allowVolumeExpansion bool
  allowedTopologies []core.TopologySelectorTerm atomic
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  mountOptions []string atomic
  parameters {}string
  provisioner! string
  reclaimPolicy string
  volumeBindingMode string
TokenRequest
  audience! string
  expirationSeconds int64
VolumeAttachment
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! VolumeAttachmentSpec default={}
  status VolumeAttachmentStatus default={}
VolumeAttachmentSource
  inlineVolumeSpec core.PersistentVolumeSpec
  persistentVolumeName string
VolumeAttachmentSpec
  attacher! string
  nodeName! string
  source! VolumeAttachmentSource default={}
VolumeAttachmentStatus
  attachError VolumeError
  attached! bool
  attachmentMetadata {}string
  detachError VolumeError
VolumeError
  errorCode int32
  message string
  time meta.Time
VolumeNodeResources
  count int32
`;
