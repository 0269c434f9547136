import { transient } from '@capi/seams';

import type { EtcdAccess } from '../../../workload/etcd-access.ts';

/** An etcd that keeps count of what is done to it, and of whether a majority worked all along. */
export interface FakeEtcd extends EtcdAccess {
  readonly members: Map<string, { readonly id: string; working: boolean }>;
  leader: string | undefined;
  /** What was done, one line each. */
  readonly log: string[];
  /** True for good once fewer than a majority worked. */
  lostQuorum: boolean;
  join(node: string): void;
  /** The machine is gone: its member does not answer any more, though it may still be listed. */
  powerOff(node: string): void;
}

export function fakeEtcd(onWrite: () => void): FakeEtcd {
  const members: FakeEtcd['members'] = new Map();
  const check = (): void => {
    const working = [...members.values()].filter((member) => member.working).length;
    if (members.size > 0 && working < Math.floor(members.size / 2) + 1) etcd.lostQuorum = true;
    if (etcd.leader === undefined || members.get(etcd.leader)?.working !== true) {
      etcd.leader = [...members].find(([, member]) => member.working)?.[0];
    }
  };
  const nameOf = (id: string): string | undefined => [...members].find(([, member]) => member.id === id)?.[0];
  const etcd: FakeEtcd = {
    members,
    leader: undefined,
    log: [],
    lostQuorum: false,
    join(node) {
      if (!members.has(node)) members.set(node, { id: `id-${node}`, working: true });
      check();
    },
    powerOff(node) {
      const member = members.get(node);
      if (member !== undefined) member.working = false;
      check();
    },
    async read({ nodes }) {
      if (!nodes.some((node) => members.get(node)?.working === true)) return { kind: 'unread', why: 'no member answers' };
      return {
        kind: 'read',
        members: [...members].map(([name, { id }]) => ({ id, name, learner: false, alarms: [] })),
        ...(etcd.leader === undefined ? {} : { leader: `id-${etcd.leader}` }),
      };
    },
    async moveLeader(_cluster, node, [heir]) {
      onWrite();
      if (etcd.leader !== node) throw transient({ action: 'move leadership', why: `${node} does not lead` });
      etcd.leader = heir === undefined ? undefined : nameOf(heir);
      etcd.log.push(`move leader from ${node}`);
    },
    async removeMember(_cluster, { id }) {
      onWrite();
      const name = nameOf(id);
      if (name === undefined) return;
      members.delete(name);
      etcd.log.push(`remove ${name}`);
      check();
    },
    forget: () => undefined,
    close: () => undefined,
  };
  return etcd;
}
