/** Label keys of Cluster API, spelled once. */
export const labels = {
  /** On nearly everything that belongs to a Cluster: its name. */
  clusterName: 'cluster.x-k8s.io/cluster-name',
  /** On control-plane Machines, with an empty value. */
  controlPlane: 'cluster.x-k8s.io/control-plane',
  /** On control-plane Machines: name of the control-plane object, hashed when too long. */
  controlPlaneName: 'cluster.x-k8s.io/control-plane-name',
  /** On the Machines of a MachineSet: its name, hashed when too long. */
  setName: 'cluster.x-k8s.io/set-name',
  /** On the MachineSets and Machines of a MachineDeployment: its name as it is. */
  deploymentName: 'cluster.x-k8s.io/deployment-name',
  /** On the Machines of a MachinePool: its name, hashed when too long. */
  poolName: 'cluster.x-k8s.io/pool-name',
  /** On MachineSets and Machines: which revision of the template they come from. */
  machineTemplateHash: 'machine-template-hash',
  /** On any object: only the controllers started with this value reconcile it. */
  watchFilter: 'cluster.x-k8s.io/watch-filter',
  /** On CRDs and the parts of a provider: which provider installed them. */
  provider: 'cluster.x-k8s.io/provider',
  /** On Nodes whose machine may be taken away at any time. */
  interruptible: 'cluster.x-k8s.io/interruptible',
  /** On Pods of a workload cluster: `skip` or `wait-completed` while their Node is drained. */
  drain: 'cluster.x-k8s.io/drain',
  /** On objects that a topology made. */
  topologyOwned: 'topology.cluster.x-k8s.io/owned',
  /** On the MachineDeployments of a topology: the name that the topology knows them by. */
  topologyDeploymentName: 'topology.cluster.x-k8s.io/deployment-name',
  /** On the MachinePools of a topology: the name that the topology knows them by. */
  topologyPoolName: 'topology.cluster.x-k8s.io/pool-name',
  /** On ClusterRoles whose rules the core provider takes over. */
  aggregateToManager: 'cluster.x-k8s.io/aggregate-to-manager',
  /** On ClusterRoles whose rules the kubeadm control-plane provider takes over. */
  aggregateToKubeadmControlPlane: 'kubeadm.controlplane.cluster.x-k8s.io/aggregate-to-manager',
  /** On whatever `clusterctl` installed, and on CRDs whose objects it moves. */
  clusterctl: 'clusterctl.cluster.x-k8s.io',
  /** On what several providers use together, such as cert-manager. */
  clusterctlCore: 'clusterctl.cluster.x-k8s.io/core',
  /** On objects or CRDs: moved by `clusterctl` even without an owner. */
  clusterctlMove: 'clusterctl.cluster.x-k8s.io/move',
  /** On objects or CRDs: moved by `clusterctl` together with all they own. */
  clusterctlMoveHierarchy: 'clusterctl.cluster.x-k8s.io/move-hierarchy',
  /** On control-plane Nodes and the Machines that hand it down. */
  controlPlaneNode: 'node-role.kubernetes.io/control-plane',
} as const;

/** Label domains that are handed from a Machine to its Node; `subdomains` says whether deeper domains are too. */
export const nodeLabelDomains = [
  { domain: 'node-role.kubernetes.io', subdomains: false },
  { domain: 'node-restriction.kubernetes.io', subdomains: true },
  { domain: 'node.cluster.x-k8s.io', subdomains: true },
] as const;

const longest = 63;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/**
 * A name as the value of a label: itself when Kubernetes accepts it there, else its hash. The hash only has to be the same in
 * every implementation, since others select by it: 32-bit FNV-1a over the bytes, big end first, in base64url.
 * @see upstream v1.14.0 internal/labels (behaviour)
 */
export const labelValueOf = (name: string): string =>
  name.length <= longest && labelValue.test(name) ? name : `hash_${base64Url(hashOf(name))}_z`;

/** 32-bit FNV-1a of a text in UTF-8. Not for anything that needs to resist an attacker. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function base64Url(word: number): string {
  const bytes = [24, 16, 8, 0].map((shift) => String.fromCharCode((word >>> shift) & 0xff)).join('');
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
