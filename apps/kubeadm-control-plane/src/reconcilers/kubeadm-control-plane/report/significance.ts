import type { KubeadmControlPlaneStatus } from '@capi/api';
import { sameJson } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

type Status = DeepReadonly<KubeadmControlPlaneStatus> | undefined;

/**
 * How much two statuses differ. Only `texts` do when nothing changed but messages, or the ways in which Machines or components that are not
 * ready are not ready: a Machine on its way up goes through a dozen of those in a second, and nobody acts on them.
 */
export function statusDifference(before: Status, after: Status): 'none' | 'texts' | 'facts' {
  if (sameJson(before, after)) return 'none';
  return sameJson(factsOf(before), factsOf(after)) ? 'texts' : 'facts';
}

function factsOf(status: Status): unknown {
  const { conditions, deprecated, ...rest } = status ?? {};
  const { conditions: legacy, ...counts } = deprecated?.v1beta1 ?? {};
  return [rest, counts, conditions?.map(factOf), legacy?.map(factOf)];
}

/** Conditions that sum up others: of these it matters only whether they are True. */
const sums: readonly string[] = ['MachinesReady', 'ControlPlaneComponentsHealthy', 'EtcdClusterHealthy'];

function factOf(condition: {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly observedGeneration?: number;
}): unknown {
  const { type, status, reason, observedGeneration } = condition;
  return sums.includes(type) || (type === 'Ready' && status !== 'True')
    ? [type, status === 'True', observedGeneration]
    : [type, status, reason, observedGeneration];
}
