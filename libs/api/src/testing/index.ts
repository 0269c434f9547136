export { aCluster, type ClusterBuilder } from './a-cluster.ts';
