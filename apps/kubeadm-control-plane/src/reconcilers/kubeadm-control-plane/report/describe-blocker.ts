import { unreachable } from '@capi/seams';

import type { Blocker } from '../decide/plan.ts';

/** A blocker in words for a condition. */
function describeBlocker(blocker: Blocker): string {
  switch (blocker.kind) {
    case 'infrastructure-not-provisioned':
      return 'Waiting for the infrastructure of the Cluster to be provisioned';
    case 'endpoint-missing':
      return 'Waiting for the Cluster to have spec.controlPlaneEndpoint';
    case 'template-missing':
      return `${blocker.template} does not exist`;
    case 'foreign-machines':
      return `Machines ${blocker.machines.join(', ')} are part of the control plane but controlled by another object`;
    case 'certificates-missing':
      return `Waiting for certificates: ${blocker.purposes.join(', ')}`;
    case 'workload-unreachable':
      return `Waiting for the workload cluster to answer: ${blocker.why}`;
    case 'workers-remain':
      return `Waiting for Machines of workers to be deleted: ${few(blocker.machines, 5)}`;
    case 'machine-deleting':
      return `Control plane Machine ${blocker.machine} is deleting`;
    case 'machine-failing':
      return blocker.conditions.includes('NodeRef')
        ? `Control plane Machine ${blocker.machine} has no Node yet`
        : `Control plane Machine ${blocker.machine} is not healthy: ${blocker.conditions.join(', ')}`;
    case 'hooks-remain':
      return `Control plane Machine ${blocker.machine} waits for hooks of others: ${blocker.hooks.join(', ')}`;
    case 'not-drained':
      return `Control plane Machine ${blocker.machine} is not drained yet`;
    case 'load-balancers-unaware':
      return `Control plane Machine ${blocker.machine} keeps its etcd member until load balancers have heard of its deletion`;
    case 'components-at-risk':
      return `Without Machine ${blocker.machine} no complete set of control plane components would be healthy`;
    case 'quorum-at-risk':
      return `Without etcd member ${blocker.member} etcd would lose quorum`;
    case 'etcd-unread':
      return `The state of etcd is not known: ${blocker.why}`;
    default:
      return unreachable(blocker);
  }
}

/** The first few names, and how many more there are. */
export function few(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')}, ... (${rest} more)` : names.join(', ');
}

/** What holds up a plan, as bullets below a headline. */
export const withBlockers = (headline: string, blockers: readonly Blocker[]): string =>
  [headline, ...blockers.map((blocker) => `* ${describeBlocker(blocker)}`)].join('\n');
