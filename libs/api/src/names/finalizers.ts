/** Finalizers by kind. KubeadmConfig has none: nothing is left to clean up. */
export const finalizers = {
  cluster: 'cluster.cluster.x-k8s.io',
  machine: 'machine.cluster.x-k8s.io',
  machineSet: 'cluster.x-k8s.io/machineset',
  machineDeployment: 'cluster.x-k8s.io/machinedeployment',
  machinePool: 'machinepool.cluster.x-k8s.io',
  kubeadmControlPlane: 'kubeadm.controlplane.cluster.x-k8s.io',
  /** On DockerCluster and DevCluster alike. */
  dockerCluster: 'dockercluster.infrastructure.cluster.x-k8s.io',
  /** On DockerMachine and DevMachine alike. */
  dockerMachine: 'dockermachine.infrastructure.cluster.x-k8s.io',
} as const;

/** Field managers under which objects are applied. */
export const fieldManagers = {
  /** Plain patches of all providers. */
  patches: 'manager',
  /** Machines of a MachineSet, and their companions when they are created. */
  machineSet: 'capi-machineset',
  /** Labels and annotations of those companions. */
  machineSetMetadata: 'capi-machineset-metadata',
  /** MachineSets of a MachineDeployment. */
  machineDeployment: 'capi-machinedeployment',
  kubeadmControlPlane: 'capi-kubeadmcontrolplane',
  kubeadmControlPlaneMetadata: 'capi-kubeadmcontrolplane-metadata',
} as const;
