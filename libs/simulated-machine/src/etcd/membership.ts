import type { Pod } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

const prefix = 'etcd.inmemory.infrastructure.cluster.x-k8s.io';
/** Annotations on an etcd pod that hold what a real member keeps on its disk; upstream's names. */
export const etcdAnnotations = {
  clusterID: `${prefix}/cluster-id`,
  memberID: `${prefix}/member-id`,
  /** Since when the member leads or last led, RFC 3339. */
  leaderFrom: `${prefix}/leader-from`,
  /** Since when the member is no longer one. */
  memberRemoved: `${prefix}/member-removed`,
} as const;

/** One member of a simulated etcd cluster, as its pod shows it. */
export interface SimulatedMember {
  readonly id: string;
  /** The node's name, as with kubeadm. */
  readonly name: string;
  readonly pod: string;
  readonly address: string;
  readonly leaderFrom: string;
  readonly removed: boolean;
}

/** The members behind the etcd pods of a cluster, by name. */
export const membersOf = (pods: readonly DeepReadonly<Pod>[]): readonly SimulatedMember[] =>
  pods
    .map(({ metadata, status }) => ({
      id: metadata.annotations?.[etcdAnnotations.memberID] ?? '0',
      name: metadata.name.replace(/^etcd-/, ''),
      pod: metadata.name,
      address: typeof status?.['podIP'] === 'string' ? status['podIP'] : '127.0.0.1',
      leaderFrom: metadata.annotations?.[etcdAnnotations.leaderFrom] ?? '',
      removed: metadata.annotations?.[etcdAnnotations.memberRemoved] !== undefined,
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));

/**
 * The leader: of the members that are left, the one that became leader last. When none of them ever was (the leader left), they
 * elect the one with the lowest id, so that everyone who asks arrives at the same answer.
 */
export function leaderOf(members: readonly SimulatedMember[]): SimulatedMember | undefined {
  return members
    .filter(({ removed }) => !removed)
    .toSorted((one, other) => {
      if (one.leaderFrom !== other.leaderFrom) return one.leaderFrom > other.leaderFrom ? -1 : 1;
      return BigInt(one.id) < BigInt(other.id) ? -1 : 1;
    })
    .at(0);
}
