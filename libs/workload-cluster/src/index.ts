export type { ProbeHistory, WorkloadClusters, WorkloadConnection } from './workload-clusters.ts';
