import type { Condition, MachineStatus } from '@capi/api';
import { find } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

type Status = DeepReadonly<MachineStatus> | undefined;

/** What others act on one by one. */
const actedOn = ['UpToDate', 'OwnerRemediated', 'HealthCheckSucceeded'] as const;

/** What counts together: a Machine is Ready when all of them are True. */
const health: readonly string[] = [
  'NodeKubeadmLabelsAndTaintsSet',
  'APIServerPodHealthy',
  'ControllerManagerPodHealthy',
  'SchedulerPodHealthy',
  'EtcdPodHealthy',
  'EtcdMemberHealthy',
];

/**
 * How soon our conditions on a Machine have to be told: at once when it becomes or stops being healthy, outdated or given up. On the way up
 * its components come one after the other, within seconds, and nobody acts on one of them.
 */
export function machineUrgency(before: Status, after: Status): 'now' | 'later' {
  const isTurning = actedOn.some((type) => statusOf(before, type) !== statusOf(after, type) && !isFirstWord(before, type));
  return isTurning || isHealthy(before) !== isHealthy(after) ? 'now' : 'later';
}

const statusOf = (status: Status, type: string): Condition['status'] | undefined => find(status?.conditions, type)?.status;

/** Of a Machine that is new, nobody knew anything. */
const isFirstWord = (before: Status, type: string): boolean => type === 'UpToDate' && statusOf(before, type) === undefined;

function isHealthy(status: Status): boolean {
  const said = (status?.conditions ?? []).filter(({ type }) => health.includes(type));
  return said.length > 0 && said.every((condition) => condition.status === 'True');
}
