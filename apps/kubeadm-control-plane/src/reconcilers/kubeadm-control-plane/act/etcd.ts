import { controlPlaneCleanupHook, Machine } from '@capi/api';
import { transient } from '@capi/seams';

import type { EtcdCluster } from '../../../workload/etcd-access.ts';
import type { Ports } from '../ports.ts';
import type { Sight } from '../subject.ts';
import type { Actions } from './actions.ts';
import { unlessGone } from './machines.ts';

type EtcdActions = Pick<Actions, 'removeStrayMember' | 'release' | 'handOverLeadership'>;

export function etcdActions({ seen, subject }: Sight, { runtime, etcd }: Ports): EtcdActions {
  const reach = (): EtcdCluster => {
    if (subject.etcd === undefined)
      throw transient({ action: 'reach etcd', object: `Cluster ${seen.cluster}`, why: 'there is no connection' });
    return subject.etcd;
  };
  const remove = async (member: string, id: string, signal: AbortSignal): Promise<void> => {
    await etcd.removeMember(reach(), { id, node: member }, signal);
  };
  const idOf = (member: string): string | undefined =>
    seen.etcd.kind === 'read' ? seen.etcd.members.find(({ name }) => name === member)?.id : undefined;

  const handOverLeadership: Actions['handOverLeadership'] = async (name, heirs, signal) => {
    const node = seen.machines.find((machine) => machine.name === name)?.node;
    if (heirs.length > 0 && node !== undefined) await etcd.moveLeader(reach(), node, heirs, signal);
  };

  return {
    handOverLeadership,
    removeStrayMember: (id, member, signal) => remove(member, id, signal),
    async release(name, { removeMember, leadership }, signal) {
      await handOverLeadership(name, leadership, signal);
      const id = removeMember === undefined ? undefined : idOf(removeMember);
      if (removeMember !== undefined && id !== undefined) await remove(removeMember, id, signal);
      const body = { metadata: { annotations: { [controlPlaneCleanupHook]: null } } };
      await unlessGone(() => runtime.client.patch(Machine, { namespace: seen.namespace, name }, { type: 'merge', body }, signal));
    },
  };
}
