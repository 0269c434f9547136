export { aCluster, type ClusterBuilder } from './a-cluster.ts';
export { arbitraryOf } from './arbitrary-of.ts';
