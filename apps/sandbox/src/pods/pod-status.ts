import type { Pod } from '@capi/api';
import { instant, printInstant, type Instant } from '@capi/seams';

import type { Ending } from '../processes/supervise.ts';

/** What is known of a provider's process. */
export type ProcessState =
  | { readonly phase: 'running'; readonly since: Instant; readonly restarts: number; readonly last?: PastRun }
  | { readonly phase: 'ended'; readonly at: Instant; readonly restarts: number; readonly last: PastRun };

export interface PastRun {
  readonly ending: Ending;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}

/** The status a kubelet would write for a pod whose only container is this process. */
export function podStatus(state: ProcessState, image: string): NonNullable<Pod['status']> {
  const running = state.phase === 'running';
  const changed = printInstant(running ? state.since : state.at);
  const condition = (type: string) => ({ type, status: running ? ('True' as const) : ('False' as const), lastTransitionTime: changed });
  return {
    phase: 'Running',
    podIP: '127.0.0.1',
    hostIP: '127.0.0.1',
    startTime: changed,
    conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: changed }, condition('Ready'), condition('ContainersReady')],
    containerStatuses: [
      {
        name: 'manager',
        image,
        imageID: '',
        ready: running,
        started: running,
        restartCount: state.restarts,
        state: running
          ? { running: { startedAt: changed } }
          : { waiting: { reason: 'CrashLoopBackOff', message: 'it is started again shortly' } },
        ...(state.last === undefined ? {} : { lastState: { terminated: terminated(state.last) } }),
      },
    ],
  };
}

/** The status of the Deployment of these pods, out of so many that it wants. */
export function deploymentStatus(pods: readonly ProcessState[], replicas: number): Readonly<Record<string, unknown>> {
  const ready = pods.filter(({ phase }) => phase === 'running').length;
  const available = ready > 0;
  const changed = printInstant(instant(Math.max(0, ...pods.map((pod) => (pod.phase === 'running' ? pod.since : pod.at)))));
  return {
    observedGeneration: 1,
    replicas: pods.length,
    updatedReplicas: pods.length,
    readyReplicas: ready,
    availableReplicas: ready,
    unavailableReplicas: replicas - ready,
    conditions: [
      {
        type: 'Available',
        status: available ? 'True' : 'False',
        reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        lastTransitionTime: changed,
        lastUpdateTime: changed,
      },
    ],
  };
}

const signalNumbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGKILL: 9, SIGTERM: 15, SIGINT: 2, SIGABRT: 6, SIGSEGV: 11 };

function terminated({ ending, startedAt, endedAt }: PastRun) {
  const signal = ending.signal === null ? undefined : (signalNumbers[ending.signal] ?? 0);
  const exitCode = ending.code ?? 128 + (signal ?? 0);
  return {
    exitCode,
    ...(signal === undefined ? {} : { signal }),
    reason: exitCode === 0 ? 'Completed' : 'Error',
    startedAt: printInstant(startedAt),
    finishedAt: printInstant(endedAt),
  };
}
