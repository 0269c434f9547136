export type { EtcdAlarm, EtcdClient, EtcdMember, EtcdStatus } from './etcd-membership.ts';
