export { httpsAccess, type HttpsAccessOptions } from './https-access.ts';
export type { Access, OpenAccess } from './access.ts';
export { createWorkloadClusters, type WorkloadClustersOptions } from './create-workload-clusters.ts';
export { openPortForward } from './port-forward/open-port-forward.ts';
export { channelProtocol, channelStream } from './port-forward/channel-stream.ts';
export { portForwardProtocol, servePortForwards, spdyUpgrade } from './port-forward/spdy/port-forward.ts';
export type { FollowSelection, ProbeHistory, WorkloadClusters, WorkloadConnection } from './workload-clusters.ts';
