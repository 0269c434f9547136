import { KubeadmControlPlane, Machine } from '@capi/api';
import { patchObject, refusedAs } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import type { Progress } from './advance.ts';
import type { Ports } from './ports.ts';
import { reportMachine } from './report/report-machine.ts';
import { report } from './report/report.ts';

/** Writes what changed: at most one status patch for each Machine and one for the control plane. */
export async function writeReport({ sight, plan, failure }: Progress, { runtime }: Ports, signal: AbortSignal): Promise<void> {
  const { seen, subject } = sight;
  const { client } = runtime;
  const status = report(seen, plan, { status: subject.stored.status, machines: subject.machines }, failure);
  const reported: DeepReadonly<KubeadmControlPlane> = { ...subject.stored, status };
  const machines = seen.pausedBy.length > 0 ? [] : seen.machines;
  await Promise.all([
    ...machines.map(async (machine) => {
      const stored = subject.machines.get(machine.name);
      const status = stored && reportMachine(seen, machine, stored);
      if (stored !== undefined && status !== undefined) await writeConditions(stored, { ...stored, status });
    }),
    patchObject(client, KubeadmControlPlane, subject.stored, reported, signal),
  ]);

  /** The Machine controller writes conditions to the same list. Whoever comes too late is woken by the other's write and says it again. */
  async function writeConditions(stored: DeepReadonly<Machine>, after: DeepReadonly<Machine>): Promise<void> {
    try {
      await patchObject(client, Machine, stored, after, signal, { lock: true });
    } catch (error) {
      if (!refusedAs(error, 'Conflict') && !refusedAs(error, 'NotFound')) throw error;
    }
  }
}
