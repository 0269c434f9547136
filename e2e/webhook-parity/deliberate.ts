const ownReadOnlyFlag = 'several mounts of one host path keep their own read-only flag';

/**
 * Recorded cases in which our webhooks answer otherwise than upstream's on purpose: id → why, in a few words. Each is listed in
 * docs/compatibility.md too, with its reason at length.
 */
export const deliberate: Readonly<Record<string, string>> = {
  'KubeadmConfigTemplate/v1beta2-v1beta1/random-6': ownReadOnlyFlag,
  'KubeadmConfigTemplate/v1beta1-v1beta2/edited-6/spec.template.spec.joinConfiguration.nodeRegistration.taints.1.effect#remove':
    ownReadOnlyFlag,
  'KubeadmConfigTemplate/v1beta1-v1beta2/edited-6/spec.template.spec.users.0.lockPassword#flip': ownReadOnlyFlag,
  'KubeadmConfigTemplate/v1beta1-v1beta2/edited-6/spec.template.spec.clusterConfiguration.scheduler.extraEnvs.0.valueFrom.resourceFieldRef.divisor#remove':
    ownReadOnlyFlag,
  'KubeadmConfigTemplate/v1beta1-v1beta2/edited-6/spec.template.spec.clusterConfiguration.scheduler.extraEnvs.0.valueFrom.fileKeyRef.key#remove':
    ownReadOnlyFlag,
  'KubeadmConfigTemplate/v1beta1-v1beta2/edited-6/spec.template.spec.preKubeadmCommands.1#remove': ownReadOnlyFlag,
  'KubeadmConfigTemplate/v1beta1-v1beta2/edited-6/spec.template.spec.clusterConfiguration.controllerManager.extraVolumes.0.readOnly#flip':
    ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta1-v1beta2/random-21': ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta2-v1beta1/random-11': ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta1-v1beta2/edited-11/spec.kubeadmConfigSpec.files.1.append#flip': ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta1-v1beta2/edited-11/spec.kubeadmConfigSpec.files#reverse': ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta1-v1beta2/edited-11/spec.kubeadmConfigSpec.ignition#remove': ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta1-v1beta2/edited-11/spec.machineTemplate.nodeVolumeDetachTimeout#dur': ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta1-v1beta2/edited-11/spec.kubeadmConfigSpec.joinConfiguration.nodeRegistration.name#remove': ownReadOnlyFlag,
  'KubeadmControlPlane/v1beta1-v1beta2/edited-11/spec.kubeadmConfigSpec.files.0.contentFrom.secret#remove': ownReadOnlyFlag,
};
