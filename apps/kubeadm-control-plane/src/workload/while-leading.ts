import type { Runtime } from '@capi/controller-runtime';

import type { EtcdAccess } from './etcd-access.ts';

/** Changes the membership of an etcd only while this process leads; no lease fences what goes past API servers. */
export const whileLeading = (etcd: EtcdAccess, runtime: Pick<Runtime, 'whileLeading'>): EtcdAccess => ({
  ...etcd,
  moveLeader: (cluster, node, heirs, signal) => runtime.whileLeading(signal, (limited) => etcd.moveLeader(cluster, node, heirs, limited)),
  removeMember: (cluster, member, signal) => runtime.whileLeading(signal, (limited) => etcd.removeMember(cluster, member, limited)),
});
