export { connectEtcd, type EtcdEndpoint } from './connect-etcd.ts';
export type { EtcdAlarm, EtcdClient, EtcdMember, EtcdStatus } from './etcd-membership.ts';
export { GrpcError } from './unary-call.ts';
