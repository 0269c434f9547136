import { KubeadmControlPlane, Machine, type MachineStatus } from '@capi/api';
import { patchObject, refusedAs } from '@capi/controller-runtime';
import { between, milliseconds, seconds, type DeepReadonly, type Duration, type Instant } from '@capi/seams';

import type { Progress } from './advance.ts';
import type { Ports } from './ports.ts';
import { machineUrgency } from './report/machine-urgency.ts';
import { reportMachine } from './report/report-machine.ts';
import { report } from './report/report.ts';
import { statusDifference } from './report/significance.ts';

/** How long what nobody acts on may lag behind, so that a burst of small changes costs one write for each object. */
export const newsLag = seconds(2);

interface News {
  readonly stored: DeepReadonly<Machine>;
  readonly status: DeepReadonly<MachineStatus>;
}

/**
 * Writes what changed: at most one status patch for each Machine and one for the control plane.
 * @returns how long what was not written may still wait; undefined when all was
 */
export async function writeReport({ sight, plan, failure }: Progress, ports: Ports, signal: AbortSignal): Promise<Duration | undefined> {
  const { seen, subject } = sight;
  const { client } = ports.runtime;
  const { laggingSince } = ports.memory;
  const { uid = '' } = subject.stored.metadata;
  const status = report(seen, plan, { status: subject.stored.status, machines: subject.machines }, failure);
  // How far a Machine's deletion is, its own controller says; how healthy it is on its way out, nobody needs to know.
  const machines = seen.pausedBy.length > 0 || seen.deleting ? [] : seen.machines;
  const news = machines.flatMap((machine): readonly News[] => {
    const stored = subject.machines.get(machine.name);
    const after = stored && reportMachine(seen, machine, stored);
    return stored === undefined || after === undefined ? [] : [{ stored, status: after }];
  });

  const before = laggingSince.get(uid);
  const lagging = new Map<string, Instant>();
  const lags = (of: string): boolean => {
    const since = before?.get(of) ?? seen.now;
    if (between(since, seen.now) >= newsLag) return false;
    lagging.set(of, since);
    return true;
  };
  const due = news.filter(
    ({ stored, status: after }) => machineUrgency(stored.status, after) === 'now' || !lags(stored.metadata.uid ?? ''),
  );
  const isOwnDue = statusDifference(subject.stored.status, status) !== 'texts' || !lags(uid);
  if (lagging.size === 0) laggingSince.delete(uid);
  else laggingSince.set(uid, lagging);

  const reported: DeepReadonly<KubeadmControlPlane> = { ...subject.stored, status };
  await Promise.all([
    ...due.map(({ stored, status: after }) => writeConditions(stored, { ...stored, status: after })),
    ...(isOwnDue ? [patchObject(client, KubeadmControlPlane, subject.stored, reported, signal)] : []),
  ]);
  const left = [...lagging.values()].map((since) => newsLag - between(since, seen.now));
  return left.length === 0 ? undefined : milliseconds(Math.min(...left));

  /** The Machine controller writes conditions to the same list. Whoever comes too late is woken by the other's write and says it again. */
  async function writeConditions(stored: DeepReadonly<Machine>, after: DeepReadonly<Machine>): Promise<void> {
    try {
      await patchObject(client, Machine, stored, after, signal, { lock: true });
    } catch (error) {
      if (!refusedAs(error, 'Conflict') && !refusedAs(error, 'NotFound')) throw error;
    }
  }
}
