import { labels, type Cluster, type KubeadmControlPlane, type Machine, type MachineDeployment } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** What the sandbox watches of the management cluster. */
export interface Seen {
  readonly clusters: readonly DeepReadonly<Cluster>[];
  readonly controlPlanes: readonly DeepReadonly<KubeadmControlPlane>[];
  readonly machineDeployments: readonly DeepReadonly<MachineDeployment>[];
  readonly machines: readonly DeepReadonly<Machine>[];
}

/** One line of the tree with what hangs below it. */
export interface Branch {
  /** Kind and name. */
  readonly title: string;
  /** A word or two: phase, or how many of how many. */
  readonly state: string;
  readonly done: boolean;
  /** What it waits for, for people. */
  readonly note: string | undefined;
  readonly children: readonly Branch[];
}

type Conditioned = DeepReadonly<{ status?: { conditions?: { type: string; status: string; message?: string }[] } }>;

const conditionOf = (object: Conditioned, type: string) => object.status?.conditions?.find((condition) => condition.type === type);
const holds = (object: Conditioned, type: string): boolean => conditionOf(object, type)?.status === 'True';

/** The clusters as trees: Cluster, its control plane and MachineDeployments, their Machines. */
export const clusterTrees = (seen: Seen): readonly Branch[] => seen.clusters.map((cluster) => clusterBranch(cluster, seen));

/** Whether every wanted Machine runs, its Node is Ready, and the Cluster says it is Available. */
export const isReady = (trees: readonly Branch[]): boolean => trees.length > 0 && trees.every(allDone);

/** Machines in the trees that run, of all that are there. */
export function countRunning(seen: Seen): { readonly running: number; readonly all: number } {
  return { running: seen.machines.filter(isRunning).length, all: seen.machines.length };
}

const allDone = (branch: Branch): boolean => branch.done && branch.children.every(allDone);

const isRunning = (machine: DeepReadonly<Machine>): boolean =>
  machine.status?.phase === 'Running' && holds(machine, 'NodeReady') && holds(machine, 'Ready');

function clusterBranch(cluster: DeepReadonly<Cluster>, seen: Seen): Branch {
  const { name, namespace } = cluster.metadata;
  const ours = <T extends { readonly metadata: DeepReadonly<Machine['metadata']> }>(objects: readonly T[]): readonly T[] =>
    objects.filter(({ metadata }) => metadata.namespace === namespace && metadata.labels?.[labels.clusterName] === name);
  const machines = ours(seen.machines);
  const controlPlanes = ours(seen.controlPlanes).map((controlPlane) =>
    ownerBranch(
      'KubeadmControlPlane',
      controlPlane,
      controlPlane.spec.replicas ?? 1,
      machines.filter(({ metadata }) => metadata.labels?.[labels.controlPlane] !== undefined),
    ),
  );
  const deployments = ours(seen.machineDeployments).map((deployment) =>
    ownerBranch(
      'MachineDeployment',
      deployment,
      deployment.spec.replicas ?? 1,
      machines.filter(({ metadata }) => metadata.labels?.[labels.deploymentName] === deployment.metadata.name),
    ),
  );
  return {
    title: `Cluster ${name}`,
    state: cluster.status?.phase ?? 'Pending',
    done: holds(cluster, 'Available'),
    note: waitsFor(cluster, 'Available'),
    children: [...controlPlanes, ...deployments],
  };
}

function ownerBranch(
  kind: string,
  owner: DeepReadonly<KubeadmControlPlane | MachineDeployment>,
  desired: number,
  machines: readonly DeepReadonly<Machine>[],
): Branch {
  const running = machines.filter(isRunning).length;
  return {
    title: `${kind} ${owner.metadata.name}`,
    state: `${running} of ${desired} running`,
    done: running === desired && machines.length === desired && holds(owner, 'Available'),
    note: waitsFor(owner, 'Available'),
    children: machines.map(machineBranch),
  };
}

function machineBranch(machine: DeepReadonly<Machine>): Branch {
  const node = machine.status?.nodeRef?.name;
  return {
    title: `Machine ${machine.metadata.name}`,
    state: machine.status?.phase ?? 'Pending',
    done: isRunning(machine),
    note: isRunning(machine) ? `Node ${node} Ready, ${machine.spec.version}` : waitsFor(machine, 'Ready'),
    children: [],
  };
}

/** The first thing that a condition says while it does not hold; findings below it are on lines of their own. */
function waitsFor(object: Conditioned, type: string): string | undefined {
  const condition = conditionOf(object, type);
  if (condition === undefined || condition.status === 'True') return undefined;
  const [first = '', second = ''] = (condition.message ?? '').split('\n').map((line) => line.trim().replace(/^\* /, ''));
  return first.endsWith(':') ? `${first} ${second}` : first;
}
