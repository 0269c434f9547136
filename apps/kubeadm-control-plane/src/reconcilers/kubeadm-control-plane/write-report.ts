import { KubeadmControlPlane, Machine } from '@capi/api';
import { patchObject, refusedAs } from '@capi/controller-runtime';
import { between, seconds, type DeepReadonly, type Instant } from '@capi/seams';

import type { Progress } from './advance.ts';
import type { Memory } from './memory.ts';
import type { Ports } from './ports.ts';
import { reportMachine } from './report/report-machine.ts';
import { report } from './report/report.ts';
import { statusDifference } from './report/significance.ts';

/** How long the texts of a status may lag behind, so that a burst of small changes costs one write. */
export const textLag = seconds(1);

/** Whether everything that there is to say has been written. */
export type Written = 'all' | 'texts-lag';

/** Writes what changed: at most one status patch for each Machine and one for the control plane. */
export async function writeReport({ sight, plan, failure }: Progress, ports: Ports, signal: AbortSignal): Promise<Written> {
  const { seen, subject } = sight;
  const { client } = ports.runtime;
  const status = report(seen, plan, { status: subject.stored.status, machines: subject.machines }, failure);
  // How far a Machine's deletion is, its own controller says; how healthy it is on its way out, nobody needs to know.
  const machines = seen.pausedBy.length > 0 || seen.deleting ? [] : seen.machines;
  const difference = statusDifference(subject.stored.status, status);
  const lags = difference === 'texts' && mayLag(subject.stored.metadata.uid ?? '', seen.now, ports.memory);
  if (!lags) ports.memory.laggingSince.delete(subject.stored.metadata.uid ?? '');
  const reported: DeepReadonly<KubeadmControlPlane> = { ...subject.stored, status };
  await Promise.all([
    ...machines.map(async (machine) => {
      const stored = subject.machines.get(machine.name);
      const after = stored && reportMachine(seen, machine, stored);
      if (stored !== undefined && after !== undefined) await writeConditions(stored, { ...stored, status: after });
    }),
    ...(lags ? [] : [patchObject(client, KubeadmControlPlane, subject.stored, reported, signal)]),
  ]);
  return lags ? 'texts-lag' : 'all';

  /** The Machine controller writes conditions to the same list. Whoever comes too late is woken by the other's write and says it again. */
  async function writeConditions(stored: DeepReadonly<Machine>, after: DeepReadonly<Machine>): Promise<void> {
    try {
      await patchObject(client, Machine, stored, after, signal, { lock: true });
    } catch (error) {
      if (!refusedAs(error, 'Conflict') && !refusedAs(error, 'NotFound')) throw error;
    }
  }
}

/** Whether it is not too long since the texts began to lag. */
function mayLag(uid: string, now: Instant, { laggingSince }: Memory): boolean {
  const since = laggingSince.get(uid) ?? now;
  laggingSince.set(uid, since);
  return between(since, now) < textLag;
}
