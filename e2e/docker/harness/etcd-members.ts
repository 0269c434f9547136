import type { Kubectl } from '../../harness/kubectl.ts';

export interface EtcdMember {
  readonly name: string;
  readonly learner: boolean;
}

/** The members of a cluster's etcd, by what `etcdctl` says in the etcd of a control-plane node. */
export async function etcdMembers(workload: Kubectl, node: string): Promise<readonly EtcdMember[]> {
  const pki = '/etc/kubernetes/pki/etcd';
  const keys = [`--cacert=${pki}/ca.crt`, `--cert=${pki}/server.crt`, `--key=${pki}/server.key`];
  const etcdctl = ['etcdctl', '--endpoints=https://127.0.0.1:2379', ...keys, '--write-out=json', 'member', 'list'];
  const printed = await workload('-n', 'kube-system', 'exec', `etcd-${node}`, '--', ...etcdctl);
  const { members } = JSON.parse(printed) as { members: readonly { name?: string; isLearner?: boolean }[] };
  return members.map(({ name = '', isLearner = false }) => ({ name, learner: isLearner })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
