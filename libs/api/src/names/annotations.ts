/** Annotation keys of Cluster API, spelled once. */
export const annotations = {
  /** On any object: while it is there, whatever its value, nothing reconciles the object. */
  paused: 'cluster.x-k8s.io/paused',
  /** On infrastructure clusters: something outside looks after them, whatever the value. */
  managedBy: 'cluster.x-k8s.io/managed-by',
  /** On MachinePools: an external scaler owns the number, unless the value is `false`. */
  replicasManagedBy: 'cluster.x-k8s.io/replicas-managed-by',
  /** On objects made from a template: its name. */
  clonedFromName: 'cluster.x-k8s.io/cloned-from-name',
  /** On objects made from a template: its kind and group, as `Kind.group`. */
  clonedFromGroupKind: 'cluster.x-k8s.io/cloned-from-groupkind',
  /** On Machines: first to go when there are too many. */
  deleteMachine: 'cluster.x-k8s.io/delete-machine',
  /** On MachineSets: `true` stops them from making Machines. */
  disableMachineCreate: 'cluster.x-k8s.io/disable-machine-create',
  /** On Machines: replace it as if a health check had failed. */
  remediateMachine: 'cluster.x-k8s.io/remediate-machine',
  /** On Machines: health checks leave it alone. */
  skipRemediation: 'cluster.x-k8s.io/skip-remediation',
  /** On Machines, and in the metadata of templates for Machines: bootstrap data in base64 that a v1alpha2 client wrote. */
  inlineBootstrapData: 'conversion.cluster.x-k8s.io/v1alpha2-bootstrap-data',
  /** On objects served in an old version: what that version cannot hold. */
  conversionData: 'cluster.x-k8s.io/conversion-data',
  /** On MachineDeployments and MachineSets: bounds that an autoscaler works within. */
  autoscalerMinSize: 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size',
  autoscalerMaxSize: 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size',

  /** On Nodes: where they belong. */
  clusterName: 'cluster.x-k8s.io/cluster-name',
  clusterNamespace: 'cluster.x-k8s.io/cluster-namespace',
  machine: 'cluster.x-k8s.io/machine',
  ownerKind: 'cluster.x-k8s.io/owner-kind',
  ownerName: 'cluster.x-k8s.io/owner-name',
  /** On Nodes: which keys came from the Machine, sorted and joined by commas, so that they can be taken away again. */
  labelsFromMachine: 'cluster.x-k8s.io/labels-from-machine',
  annotationsFromMachine: 'cluster.x-k8s.io/annotations-from-machine',
  taintsFromMachine: 'cluster.x-k8s.io/taints-from-machine',

  /** On Machines: deletion does not drain the Node. */
  excludeNodeDraining: 'machine.cluster.x-k8s.io/exclude-node-draining',
  /** On Machines: deletion does not wait for volumes. */
  excludeWaitForNodeVolumeDetach: 'machine.cluster.x-k8s.io/exclude-wait-for-node-volume-detach',
  /** On bootstrap configs and Machines of a control plane: when the first certificate expires, in RFC 3339. */
  certificatesExpiry: 'machine.cluster.x-k8s.io/certificates-expiry',
  /** On MachineDeployments, MachineSets and bootstrap templates: checks that do not hold back new Machines, joined by commas. */
  skipPreflightChecks: 'machineset.cluster.x-k8s.io/skip-preflight-checks',

  /** On MachineDeployments and their MachineSets. The domain is written with a plural, unlike all others. */
  revision: 'machinedeployment.clusters.x-k8s.io/revision',
  revisionHistory: 'machinedeployment.clusters.x-k8s.io/revision-history',
  desiredReplicas: 'machinedeployment.clusters.x-k8s.io/desired-replicas',
  maxReplicas: 'machinedeployment.clusters.x-k8s.io/max-replicas',

  /** On KubeadmControlPlanes: leave an add-on alone when upgrading. */
  skipCoreDns: 'controlplane.cluster.x-k8s.io/skip-coredns',
  skipKubeProxy: 'controlplane.cluster.x-k8s.io/skip-kube-proxy',
  /** On KubeadmControlPlanes and Machines: state of a remediation, as JSON. */
  remediationInProgress: 'controlplane.cluster.x-k8s.io/remediation-in-progress',
  remediationFor: 'controlplane.cluster.x-k8s.io/remediation-for',
  /** On Machines from before v1.13: the cluster configuration they were made with. */
  kubeadmClusterConfiguration: 'controlplane.cluster.x-k8s.io/kubeadm-cluster-configuration',

  /** On CRDs: generation for which stored objects were brought to the storage version. */
  crdMigratedGeneration: 'crd-migration.cluster.x-k8s.io/observed-generation',
  /** On objects of a topology. */
  topologyDryRun: 'topology.cluster.x-k8s.io/dry-run',
  topologyDeferUpgrade: 'topology.cluster.x-k8s.io/defer-upgrade',
  topologyHoldUpgradeSequence: 'topology.cluster.x-k8s.io/hold-upgrade-sequence',
  topologyUpgradeConcurrency: 'topology.cluster.x-k8s.io/upgrade-concurrency',
  topologyUpgradeStep: 'topology.internal.cluster.x-k8s.io/upgrade-step',
  /** On Clusters: what admission knows about changes of the class or the version is not held against them. */
  unsafeClassUpdate: 'unsafe.topology.cluster.x-k8s.io/disable-update-class-name-check',
  unsafeVersionUpdate: 'unsafe.topology.cluster.x-k8s.io/disable-update-version-check',
  /** For runtime extensions. */
  pendingHooks: 'runtime.cluster.x-k8s.io/pending-hooks',
  okToDelete: 'runtime.cluster.x-k8s.io/ok-to-delete',
  updateInProgress: 'in-place-updates.internal.cluster.x-k8s.io/update-in-progress',
  moveMachinesToMachineSet: 'in-place-updates.internal.cluster.x-k8s.io/move-machines-to-machineset',
  receiveMachinesFromMachineSets: 'in-place-updates.internal.cluster.x-k8s.io/receive-machines-from-machinesets',
  pendingAcknowledgeMove: 'in-place-updates.internal.cluster.x-k8s.io/pending-acknowledge-move',
  acknowledgedMove: 'in-place-updates.internal.cluster.x-k8s.io/acknowledged-move',

  /** On simulated Machines: everything has started once, so that nothing is delayed any more. */
  inMemoryBootstrapped: 'machine.inmemory.infrastructure.cluster.x-k8s.io/bootstrapped',
  /** On simulated infrastructure clusters: the listener that belongs to them. */
  inMemoryListener: 'inmemorycluster.infrastructure.cluster.x-k8s.io/listener',
  /** On simulated etcd Pods. */
  inMemoryEtcdClusterId: 'etcd.inmemory.infrastructure.cluster.x-k8s.io/cluster-id',
  /** On Docker machines: weight of the server in the load balancer. */
  loadBalancerWeight: 'devmachine.infrastructure.cluster.x-k8s.io/weight',

  /** Left by client-side `kubectl apply`; never handed down. */
  lastApplied: 'kubectl.kubernetes.io/last-applied-configuration',
} as const;

/** Annotations on a Machine that begin like this hold up its deletion until they are gone. */
export const hookPrefixes = {
  /** Before the Node is drained. */
  preDrain: 'pre-drain.delete.hook.machine.cluster.x-k8s.io',
  /** Before the infrastructure is deleted. */
  preTerminate: 'pre-terminate.delete.hook.machine.cluster.x-k8s.io',
} as const;

/** The hook with which KubeadmControlPlane takes a Machine out of etcd before the Machine goes. */
export const controlPlaneCleanupHook = `${hookPrefixes.preTerminate}/kcp-cleanup`;

/** Taints that Cluster API puts on Nodes itself. */
export const nodeTaints = {
  /** From joining until labels and taints of the Machine have reached the Node. */
  uninitialized: 'node.cluster.x-k8s.io/uninitialized',
  /** On Nodes of an outdated MachineSet. */
  outdatedRevision: 'node.cluster.x-k8s.io/outdated-revision',
  controlPlane: 'node-role.kubernetes.io/control-plane',
} as const;
