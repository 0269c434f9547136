import { KubeadmControlPlane, Machine, type MachineStatus } from '@capi/api';
import { patchObject, refusedAs } from '@capi/controller-runtime';
import { between, later, seconds, type DeepReadonly, type Duration, type Instant } from '@capi/seams';

import type { Progress } from './advance.ts';
import type { Ports } from './ports.ts';
import { machineUrgency } from './report/machine-urgency.ts';
import { reportMachine } from './report/report-machine.ts';
import { report } from './report/report.ts';
import { statusDifference } from './report/significance.ts';

/** How long the components of Machines that come up may lag behind, so that a burst of small changes costs one write for each of them. */
const componentsLag = seconds(2);
/** The same for the texts of the control plane's own status. */
const textsLag = seconds(10);

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
  const { laggingUntil } = ports.memory;
  const { uid = '' } = subject.stored.metadata;
  const status = report(seen, plan, { status: subject.stored.status, machines: subject.machines }, failure);
  // How far a Machine's deletion is, its own controller says; how healthy it is on its way out, nobody needs to know.
  const machines = seen.pausedBy.length > 0 || seen.deleting ? [] : seen.machines;
  const news = machines.flatMap((machine): readonly News[] => {
    const stored = subject.machines.get(machine.name);
    const after = stored && reportMachine(seen, machine, stored);
    return stored === undefined || after === undefined ? [] : [{ stored, status: after }];
  });

  const before = laggingUntil.get(uid);
  const lagging = new Map<string, Instant>();
  const lags = (of: string, patience: Duration): boolean => {
    const until = before?.get(of) ?? later(seen.now, patience);
    if (until <= seen.now) return false;
    lagging.set(of, until);
    return true;
  };
  const due = news.filter(
    ({ stored, status: after }) => machineUrgency(stored.status, after) === 'now' || !lags(stored.metadata.uid ?? '', componentsLag),
  );
  const isOwnDue = statusDifference(subject.stored.status, status) !== 'texts' || !lags(uid, textsLag);
  if (lagging.size === 0) laggingUntil.delete(uid);
  else laggingUntil.set(uid, lagging);

  const reported: DeepReadonly<KubeadmControlPlane> = { ...subject.stored, status };
  await Promise.all([
    ...due.map(({ stored, status: after }) => writeConditions(stored, { ...stored, status: after })),
    ...(isOwnDue ? [patchObject(client, KubeadmControlPlane, subject.stored, reported, signal)] : []),
  ]);
  const [first] = [...lagging.values()].toSorted((one, other) => one - other);
  return first === undefined ? undefined : between(seen.now, first);

  /** The Machine controller writes conditions to the same list. Whoever comes too late is woken by the other's write and says it again. */
  async function writeConditions(stored: DeepReadonly<Machine>, after: DeepReadonly<Machine>): Promise<void> {
    try {
      await patchObject(client, Machine, stored, after, signal, { lock: true });
    } catch (error) {
      if (!refusedAs(error, 'Conflict') && !refusedAs(error, 'NotFound')) throw error;
    }
  }
}
