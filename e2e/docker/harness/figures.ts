import { auditPosition, countConflicts, readRequests } from '../../bench/audit.ts';
import { containerOf, isControlPlane, machinesOf, type Wish } from './clusters.ts';
import { covered, type Interval } from './intervals.ts';
import { nodeTimes, type NodeTimes } from './node-times.ts';
import type { World } from './world.ts';

/**
 * Has a cluster come up, nothing else going on, and prints how long that took, how much of it was neither a node that boots, nor kubeadm,
 * nor Kubernetes becoming Ready after it, and how many requests a Machine cost.
 */
export async function measure(world: World, wish: Wish, comeUp: () => Promise<void>): Promise<void> {
  const from = auditPosition(world.sandbox.auditLog);
  const began = Date.now();
  await comeUp();
  const whole = { from: began, to: Date.now() };
  const requests = readRequests(world.sandbox.auditLog, from);
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
  const ready = Math.max(...nodes.map(({ nodeReady }) => nodeReady)) - began;
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
