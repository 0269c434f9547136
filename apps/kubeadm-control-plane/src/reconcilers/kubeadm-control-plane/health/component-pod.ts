import type { Pod } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Finding } from '../observation.ts';

/**
 * How a static pod is doing, by its phase and the state of its containers.
 * @param pod absent when the Node has no such pod
 * @see upstream v1.14.0 controlplane/kubeadm/pkg/workload_cluster_conditions.go (behaviour)
 */
export function componentPodHealth(name: string, pod: DeepReadonly<Pod> | undefined): Finding {
  if (pod === undefined) return { status: 'False', reason: 'DoesNotExist', message: `Pod ${name} does not exist` };
  switch (pod.status?.phase ?? 'Unknown') {
    case 'Pending':
      return { status: 'False', reason: 'Provisioning', message: waitingFor(pod) ?? 'Waiting for its containers to start' };
    case 'Running':
      return runningPodHealth(pod);
    case 'Succeeded':
    case 'Failed':
      return { status: 'False', reason: 'Failed', message: 'All containers have been terminated' };
    default:
      return { status: 'Unknown', reason: 'InspectionFailed', message: 'Pod is reporting Unknown status' };
  }
}

function runningPodHealth(pod: DeepReadonly<Pod>): Finding {
  if (pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true) {
    return { status: 'True', reason: 'Running' };
  }
  const containers = pod.status?.containerStatuses ?? [];
  const waiting = containers.find((container) => container.state?.['waiting'] !== undefined);
  if (waiting !== undefined) {
    const crashed = (exitCodeOf(waiting['lastState']) ?? 0) !== 0;
    return { status: 'False', reason: crashed ? 'Failed' : 'Provisioning', message: waitingFor(pod) ?? 'Waiting for its containers' };
  }
  if (containers.some((container) => container.state?.['terminated'] !== undefined)) {
    return { status: 'False', reason: 'Failed', message: 'A container has been terminated' };
  }
  return { status: 'False', reason: 'Provisioning', message: 'Waiting for startup or readiness probes' };
}

function waitingFor(pod: DeepReadonly<Pod>): string | undefined {
  const reasons = (pod.status?.containerStatuses ?? [])
    .map((container) => textAt(container.state?.['waiting'], 'reason'))
    .filter((reason): reason is string => reason !== undefined);
  return reasons.length === 0 ? undefined : [...new Set(reasons)].sort().join(', ');
}

function exitCodeOf(state: unknown): number | undefined {
  const terminated = isRecord(state) ? state['terminated'] : undefined;
  const code = isRecord(terminated) ? terminated['exitCode'] : undefined;
  return typeof code === 'number' ? code : undefined;
}

function textAt(record: unknown, field: string): string | undefined {
  const value = isRecord(record) ? record[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
