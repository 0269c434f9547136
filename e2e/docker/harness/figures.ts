import { readFileSync } from 'node:fs';

import { auditPosition, countConflicts, readRequests, type AuditEvent } from '../../bench/audit.ts';
import { containerOf, isControlPlane, machinesOf, type Wish } from './clusters.ts';
import { covered, type Interval } from './intervals.ts';
import { nodeTimes, type NodeTimes } from './node-times.ts';
import type { User } from './user.ts';
import type { World } from './world.ts';

/** When a cluster was applied, and where the audit log of its management cluster was then. */
export interface Applied {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly position: number;
}

/** Who calls this applies next. */
export const appliedNow = ({ sandbox }: World): Applied => ({ at: Date.now(), position: auditPosition(sandbox.auditLog) });

/** What the sandbox of a user has applied, by what it printed last: all Machines run, so many seconds after it. */
export function appliedBy({ world: { sandbox }, printed, printedLast }: User): Applied {
  const [, took] = /(\d+\.\d) s after apply/.exec(printed()) ?? [];
  if (took === undefined) throw new Error(`it told no time:\n${printed()}`);
  let position = 0;
  for (const line of readFileSync(sandbox.auditLog, 'utf8').split('\n')) {
    const { objectRef, responseStatus } = JSON.parse(line) as AuditEvent;
    if (objectRef?.resource === 'clusters' && responseStatus?.code === 201) break;
    position += Buffer.byteLength(line) + 1;
  }
  return { at: printedLast() - Number(took) * 1000, position };
}

/**
 * Prints how long a cluster that is available now took, nothing else going on: how much of it was neither a node that boots, nor kubeadm,
 * nor Kubernetes becoming Ready after it; and how many requests a Machine cost.
 */
export async function printFigures(world: World, wish: Wish, applied: Applied): Promise<void> {
  const whole = { from: applied.at, to: Date.now() };
  const requests = readRequests(world.sandbox.auditLog, applied.position);
  const machines = await machinesOf(world, wish);
  const workload = await world.workload(wish.namespace, wish.name);
  const controlPlanes = new Set(machines.filter(isControlPlane).map(containerOf));
  const nodes: NodeTimes[] = [];
  for (const machine of machines) nodes.push(await nodeTimes(world, workload, containerOf(machine)));
  const ours =
    length(whole) -
    covered(
      whole,
      nodes.flatMap(({ boot, kubeadm, settling }) => [boot, kubeadm, settling]),
    );
  const ready = Math.max(...nodes.map(({ nodeReady }) => nodeReady)) - whole.from;
  const inTurn = nodes
    .toSorted((a, b) => a.boot.from - b.boot.from)
    .map((node) => describe(node, whole, controlPlanes.has(node.container)));
  process.stdout.write(
    [
      `${wish.controlPlanes} + ${wish.workers}: nodes Ready ${seconds(ready)} s and available ${seconds(length(whole))} s after apply; ours ${seconds(ours)} s of it (${((100 * ours) / length(whole)).toFixed(0)} %)`,
      ...inTurn.map((line) => `  ${line}`),
      `  requests per Machine ${(requests.length / machines.length).toFixed(1)}, ${countConflicts(requests)} conflicts`,
      '',
    ].join('\n'),
  );
}

function describe({ container, boot, kubeadm, settling }: NodeTimes, whole: Interval, controlPlane: boolean): string {
  const at = seconds(boot.from - whole.from);
  return `${controlPlane ? 'control plane' : 'worker'} ${container}: started at ${at} s, booted in ${seconds(length(boot))} s, kubeadm from ${seconds(kubeadm.from - whole.from)} s for ${seconds(length(kubeadm))} s, Ready ${seconds(length(settling))} s later`;
}

const length = ({ from, to }: Interval): number => to - from;
const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
