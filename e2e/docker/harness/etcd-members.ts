import type { World } from './world.ts';

export interface EtcdMember {
  readonly name: string;
  readonly learner: boolean;
}

/** The members of a cluster's etcd, by what `etcdctl` says in the container of a control-plane node. */
export async function etcdMembers({ inContainer }: World, container: string): Promise<readonly EtcdMember[]> {
  const pki = '/etc/kubernetes/pki/etcd';
  const keys = `--cacert=${pki}/ca.crt --cert=${pki}/server.crt --key=${pki}/server.key`;
  const printed = await inContainer(container, `etcdctl --endpoints=https://127.0.0.1:2379 ${keys} --write-out=json member list`);
  const { members } = JSON.parse(printed) as { members: readonly { name?: string; isLearner?: boolean }[] };
  return members.map(({ name = '', isLearner = false }) => ({ name, learner: isLearner })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
