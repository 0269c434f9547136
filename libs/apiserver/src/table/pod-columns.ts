import type { Instant } from '@capi/seams';

import type { JsonObject } from '../schema/json.ts';
import { ageOf } from './age.ts';
import { ageColumn, count, list, nameColumn, none, sizeOf, text, textColumn } from './cells.ts';
import type { Column } from './column.ts';
import { findAll, findFirst } from './json-path.ts';

/** What a pod shows of its containers' states. */
interface Progress {
  readonly reason: string;
  readonly ready: number;
}

function progressOf(pod: JsonObject): Progress {
  const phase = text(pod, '.status.reason') || text(pod, '.status.phase');
  const initializing = initReason(pod);
  const initialized = findFirst(pod, '.status.conditions[?(@.type=="Initialized")].status') === 'True';
  if (initializing !== undefined && !initialized) return { reason: initializing, ready: 0 };
  return containerProgress(pod, phase);
}

function initReason(pod: JsonObject): string | undefined {
  const statuses = list(pod, '.status.initContainerStatuses');
  for (const [index, status] of statuses.entries()) {
    const terminated = findFirst(status, '.state.terminated');
    if (terminated !== undefined && count(terminated, '.exitCode') === 0) continue;
    if (terminated !== undefined) return `Init:${text(terminated, '.reason') || exitReason(terminated)}`;
    const waiting = text(status, '.state.waiting.reason');
    return waiting !== '' && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${sizeOf(pod, '.spec.initContainers')}`;
  }
  return undefined;
}

const exitReason = (terminated: unknown): string =>
  count(terminated, '.signal') === 0 ? `ExitCode:${count(terminated, '.exitCode')}` : `Signal:${count(terminated, '.signal')}`;

function containerProgress(pod: JsonObject, phase: string): Progress {
  const states = list(pod, '.status.containerStatuses').map(stateOf);
  const ready = states.filter((state) => state.ready).length;
  const reason = states.find((state) => state.reason !== '')?.reason ?? phase;
  if (reason !== 'Completed') return { reason, ready };
  const podReady = findFirst(pod, '.status.conditions[?(@.type=="Ready")].status') === 'True';
  const failed = states.find((state) => state.failed)?.reason;
  if (ready > 0 && podReady) return { reason: 'Running', ready };
  return { reason: failed ?? (ready > 0 ? 'NotReady' : reason), ready };
}

function stateOf(status: unknown): { readonly reason: string; readonly failed: boolean; readonly ready: boolean } {
  const waiting = text(status, '.state.waiting.reason');
  if (waiting !== '') return { reason: waiting, failed: false, ready: false };
  const terminated = findFirst(status, '.state.terminated');
  if (terminated !== undefined) {
    return { reason: text(terminated, '.reason') || exitReason(terminated), failed: count(terminated, '.exitCode') !== 0, ready: false };
  }
  const running = findFirst(status, '.ready') === true && findFirst(status, '.state.running') !== undefined;
  return { reason: '', failed: false, ready: running };
}

function statusOf(pod: JsonObject): string {
  const phase = text(pod, '.status.phase');
  if (text(pod, '.metadata.deletionTimestamp') !== '') {
    if (text(pod, '.status.reason') === 'NodeLost') return 'Unknown';
    if (phase !== 'Succeeded' && phase !== 'Failed') return 'Terminating';
  }
  return progressOf(pod).reason;
}

function restarts(pod: JsonObject, now: Instant): string {
  const total = findAll(pod, '.status.containerStatuses[*].restartCount').reduce<number>((sum, each) => sum + Number(each), 0);
  const last = findAll(pod, '.status.containerStatuses[*].lastState.terminated.finishedAt').map(String).toSorted().at(-1);
  return total === 0 || last === undefined ? String(total) : `${total} (${ageOf(last, now)} ago)`;
}

/** `kubectl get pods`. */
export const podColumns: readonly Column[] = [
  nameColumn,
  textColumn('Ready', (pod) => `${progressOf(pod).ready}/${sizeOf(pod, '.spec.containers')}`),
  textColumn('Status', statusOf),
  textColumn('Restarts', restarts),
  ageColumn,
  textColumn('IP', (pod) => text(pod, '.status.podIPs[0].ip') || text(pod, '.status.podIP', none), 1),
  textColumn('Node', (pod) => text(pod, '.spec.nodeName', none), 1),
  textColumn('Nominated Node', (pod) => text(pod, '.status.nominatedNodeName', none), 1),
  textColumn('Readiness Gates', (pod) => readinessGates(pod), 1),
];

function readinessGates(pod: JsonObject): string {
  const gates = findAll(pod, '.spec.readinessGates[*].conditionType').map(String);
  const holding = gates.filter((type) => findFirst(pod, `.status.conditions[?(@.type=="${type}")].status`) === 'True');
  return gates.length === 0 ? none : `${holding.length}/${gates.length}`;
}
