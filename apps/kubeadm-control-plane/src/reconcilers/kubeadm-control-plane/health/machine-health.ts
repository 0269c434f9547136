import type { Condition, Node, Pod } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Finding, HealthType, SeenEtcd, SeenWorkload } from '../observation.ts';
import { componentPodHealth } from './component-pod.ts';
import { etcdMemberHealth } from './etcd-member.ts';
import { nodeMarks } from './node-marks.ts';

/** Static pod of each component, without the Node's name. */
const podPrefix = {
  APIServerPodHealthy: 'kube-apiserver',
  ControllerManagerPodHealthy: 'kube-controller-manager',
  SchedulerPodHealthy: 'kube-scheduler',
  EtcdPodHealthy: 'etcd',
} as const satisfies Partial<Record<HealthType, string>>;

/** One Machine and all that the workload cluster says about it. */
export interface Examined {
  readonly stackedEtcd: boolean;
  readonly initialized: boolean;
  readonly deleting: boolean;
  /** The Machine's node reference. */
  readonly nodeName: string | undefined;
  readonly node: DeepReadonly<Node> | undefined;
  readonly taintExpected: boolean;
  /** Static pods of the control plane by name. */
  readonly pods: ReadonlyMap<string, DeepReadonly<Pod>>;
  readonly etcd: SeenEtcd;
  readonly workload: SeenWorkload['kind'];
  /** See {@link SeenWorkload}. */
  readonly silent: boolean;
  readonly stored: readonly Condition[];
}

/**
 * What the conditions on a control-plane Machine should say. A workload cluster that does not answer for a moment changes nothing that
 * is known; one that stays silent makes everything unknown.
 * @see upstream v1.14.0 controlplane/kubeadm/pkg/workload_cluster_conditions.go (behaviour)
 */
export function machineHealth(machine: Examined): Partial<Record<HealthType, Finding>> {
  const types = typesOf(machine.stackedEtcd);
  return Object.fromEntries(types.map((type) => [type, examine(type, machine)]));
}

const typesOf = (stackedEtcd: boolean): readonly HealthType[] => [
  'NodeKubeadmLabelsAndTaintsSet',
  ...(stackedEtcd ? (['EtcdPodHealthy', 'EtcdMemberHealthy'] as const) : []),
  'APIServerPodHealthy',
  'ControllerManagerPodHealthy',
  'SchedulerPodHealthy',
];

function examine(type: HealthType, machine: Examined): Finding {
  if (!machine.initialized) return unknown('Waiting for the control plane to be initialized');
  if (machine.workload === 'disconnected') return withoutConnection(type, machine);
  if (type === 'NodeKubeadmLabelsAndTaintsSet') return examineNode(machine);
  if (machine.deleting) return { status: 'False', reason: 'Deleting', message: 'Machine is deleting' };
  if (machine.nodeName === undefined) return unknown('Waiting for the Machine to have a Node');
  if (type === 'EtcdMemberHealthy') {
    return machine.etcd.kind === 'external' ? unknown('Etcd is external') : etcdMemberHealth(machine.nodeName, machine.etcd);
  }
  const obstacle = nodeObstacle(machine);
  if (obstacle !== undefined) return unknown(obstacle);
  const name = `${podPrefix[type]}-${machine.nodeName}`;
  return componentPodHealth(name, machine.pods.get(name));
}

function examineNode(machine: Examined): Finding {
  if (machine.node !== undefined) return nodeMarks(machine.node, machine.taintExpected);
  if (machine.deleting) return { status: 'False', reason: 'Deleting', message: 'Machine is deleting' };
  return unknown(machine.nodeName === undefined ? 'Waiting for the Machine to have a Node' : `Node ${machine.nodeName} does not exist`);
}

/** Why what a Node's pods say cannot be trusted: nobody refreshes them. */
function nodeObstacle({ node, nodeName }: Examined): string | undefined {
  if (node === undefined) return `Node ${nodeName ?? ''} does not exist`;
  const unreachable = node.spec?.taints?.some((taint) => taint.key === 'node.kubernetes.io/unreachable' && taint.effect === 'NoExecute');
  if (unreachable === true) return `Node ${node.metadata.name} is unreachable`;
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  return ready?.status === 'Unknown' ? `Node ${node.metadata.name} does not report whether it is ready` : undefined;
}

function withoutConnection(type: HealthType, machine: Examined): Finding {
  const stored = machine.stored.find((condition) => condition.type === type);
  if (stored === undefined || machine.silent) {
    return { status: 'Unknown', reason: 'ConnectionDown', message: 'Remote connection not established' };
  }
  const { status, reason, message } = stored;
  return message === undefined || message === '' ? { status, reason } : { status, reason, message };
}

const unknown = (message: string): Finding => ({ status: 'Unknown', reason: 'InspectionFailed', message });
