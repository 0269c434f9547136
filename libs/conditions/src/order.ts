// The order in which conditions are kept and shown: summaries first, then the life of the object from its beginning, then
// operations, then what is known of Machines; Paused and Deleting last.
const known = [
  'Available',
  'Ready',
  'UpToDate',
  'RemoteConnectionProbe',
  'BootstrapConfigReady',
  'InfrastructureReady',
  'ControlPlaneInitialized',
  'ControlPlaneAvailable',
  'WorkersAvailable',
  'CertificatesAvailable',
  'Initialized',
  'EtcdClusterHealthy',
  'ControlPlaneComponentsHealthy',
  'NodeHealthy',
  'NodeReady',
  'NodeKubeadmLabelsAndTaintsSet',
  'EtcdPodHealthy',
  'EtcdMemberHealthy',
  'APIServerPodHealthy',
  'ControllerManagerPodHealthy',
  'SchedulerPodHealthy',
  'HealthCheckSucceeded',
  'OwnerRemediated',
  'TopologyReconciled',
  'Updating',
  'RollingOut',
  'Remediating',
  'ScalingDown',
  'ScalingUp',
  'MachinesReady',
  'ControlPlaneMachinesReady',
  'WorkerMachinesReady',
  'MachinesUpToDate',
  'ControlPlaneMachinesUpToDate',
  'WorkerMachinesUpToDate',
];
const last = ['Paused', 'Deleting'];

const ranks = new Map([
  ...known.map((type, index) => [type, index] as const),
  ...last.map((type, index) => [type, known.length + 1 + index] as const),
]);
const rank = (type: string): number => ranks.get(type) ?? known.length;

/**
 * Compares condition types by the order in which they are kept; types of others stand by alphabet before Paused and Deleting.
 * @see upstream v1.14.0 util/conditions/sort.go (behaviour)
 */
export const compareTypes = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : Number(a > b));
