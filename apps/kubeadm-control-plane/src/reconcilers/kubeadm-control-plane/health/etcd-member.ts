import type { Finding, SeenEtcd } from '../observation.ts';

/** How the etcd member on a Node is doing, by what the cluster's members say of it. */
export function etcdMemberHealth(node: string, etcd: Exclude<SeenEtcd, { kind: 'external' }>): Finding {
  if (etcd.kind === 'unread') return { status: 'Unknown', reason: 'InspectionFailed', message: etcd.why };
  const member = etcd.members.find((candidate) => candidate.name === node);
  if (member === undefined) return notHealthy(`Etcd has no member ${node}`);
  if (member.learner) return notHealthy(`Etcd member ${node} is a learner and does not vote yet`);
  return member.alarms.length > 0
    ? notHealthy(`Etcd member ${node} reports alarms: ${[...member.alarms].sort().join(', ')}`)
    : { status: 'True', reason: 'Healthy' };
}

const notHealthy = (message: string): Finding => ({ status: 'False', reason: 'NotHealthy', message });
