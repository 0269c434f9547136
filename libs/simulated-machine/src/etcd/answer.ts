import type { Pod, ObjectKey } from '@capi/api';
import { etcdMethods, grpcCodes, type ResponseHeader } from '@capi/etcd/wire';
import type { DeepReadonly } from '@capi/seams';

import { leaderOf, membersOf, type SimulatedMember } from './membership.ts';

/** What a call to a simulated etcd member comes to: an encoded message, or a gRPC status. */
export type EtcdAnswer = { readonly message: Buffer } | { readonly code: number; readonly why: string };

/** What the members of one cluster share. */
export interface EtcdStorage {
  readonly clusterID: string;
  readonly version: string;
  /** The etcd pods of the cluster. */
  pods(): Promise<readonly DeepReadonly<Pod>[]>;
  lead(pod: ObjectKey): Promise<void>;
  remove(pod: ObjectKey): Promise<void>;
}

const refuse = (code: number, why: string): EtcdAnswer => ({ code, why });
const podKey = ({ pod }: SimulatedMember): ObjectKey => ({ namespace: 'kube-system', name: pod });

/**
 * Answers one call as the member of this name. As etcd does: only the leader moves leadership, a removed member has stopped, and
 * every answer starts with who answered.
 */
export async function answerEtcd(storage: EtcdStorage, self: string, path: string, request: Buffer): Promise<EtcdAnswer> {
  const members = membersOf(await storage.pods());
  const me = members.find(({ name }) => name === self);
  if (me === undefined || me.removed) return refuse(grpcCodes.unavailable, 'etcdserver: server stopped');
  const present = members.filter(({ removed }) => !removed);
  const leader = leaderOf(members);
  const header: ResponseHeader = { clusterID: storage.clusterID, memberID: me.id };
  switch (path) {
    case etcdMethods.status.path:
      return {
        message: etcdMethods.status.response.encode({
          header,
          version: storage.version,
          leader: leader?.id ?? '0',
          learner: false,
          errors: [],
        }),
      };
    case etcdMethods.alarms.path:
      return { message: etcdMethods.alarms.response.encode({ header, alarms: [] }) };
    case etcdMethods.members.path:
      return { message: etcdMethods.members.response.encode({ header, members: present.map(listed) }) };
    case etcdMethods.moveLeader.path: {
      const { memberID } = etcdMethods.moveLeader.request.decode(request);
      const target = present.find(({ id }) => id === memberID);
      if (leader !== me) return refuse(grpcCodes.failedPrecondition, 'etcdserver: not leader');
      if (target === undefined) return refuse(grpcCodes.failedPrecondition, 'etcdserver: bad leader transferee');
      if (target !== me) await storage.lead(podKey(target));
      return { message: etcdMethods.moveLeader.response.encode({ header }) };
    }
    case etcdMethods.removeMember.path: {
      const { memberID } = etcdMethods.removeMember.request.decode(request);
      const target = present.find(({ id }) => id === memberID);
      if (target === undefined) return refuse(grpcCodes.notFound, 'etcdserver: member not found');
      await storage.remove(podKey(target));
      const left = present.filter((member) => member !== target);
      return { message: etcdMethods.removeMember.response.encode({ header, members: left.map(listed) }) };
    }
    default:
      return refuse(grpcCodes.unimplemented, `unknown method ${path}`);
  }
}

const listed = ({ id, name, address }: SimulatedMember) => ({
  id,
  name,
  peerURLs: [`https://${address}:2380`],
  clientURLs: [`https://${address}:2379`],
  learner: false,
});
