/** Messages of storage/v1, in the notation of `messages.ts`. */
export const storage = `
CSIDriver 1metadata:meta.ObjectMeta 2spec:CSIDriverSpec
CSIDriverSpec 1!attachRequired:b 2!podInfoOnMount:b 3volumeLifecycleModes:[]s 4!storageCapacity:b 5!fsGroupPolicy:s 6tokenRequests:[]TokenRequest 7!requiresRepublish:b 8!seLinuxMount:b 9!nodeAllocatableUpdatePeriodSeconds:i 10!serviceAccountTokenInSecrets:b 11!preventPodSchedulingIfMissing:b
CSINode 1metadata:meta.ObjectMeta 2spec:CSINodeSpec
CSINodeDriver 1!name:s 2!nodeID:s 3topologyKeys:[]s 4allocatable:VolumeNodeResources
CSINodeSpec 1drivers:[]CSINodeDriver
CSIStorageCapacity 1metadata:meta.ObjectMeta 2nodeTopology:meta.LabelSelector 3!storageClassName:s 4capacity:quantity 5maximumVolumeSize:quantity
StorageClass 1metadata:meta.ObjectMeta 2!provisioner:s 3parameters:{}s 4!reclaimPolicy:s 5mountOptions:[]s 6!allowVolumeExpansion:b 7!volumeBindingMode:s 8allowedTopologies:[]core.TopologySelectorTerm
TokenRequest 1!audience:s 2!expirationSeconds:i
VolumeAttachment 1metadata:meta.ObjectMeta 2spec:VolumeAttachmentSpec 3status:VolumeAttachmentStatus
VolumeAttachmentSource 1!persistentVolumeName:s 2inlineVolumeSpec:core.PersistentVolumeSpec
VolumeAttachmentSpec 1!attacher:s 2source:VolumeAttachmentSource 3!nodeName:s
VolumeAttachmentStatus 1!attached:b 2attachmentMetadata:{}s 3attachError:VolumeError 4detachError:VolumeError
VolumeAttributesClass 1metadata:meta.ObjectMeta 2!driverName:s 3parameters:{}s
VolumeError 1time:time 2message:s 3!errorCode:i
VolumeNodeResources 1!count:i
`;
