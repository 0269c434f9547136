import { ConfigMap, controlPlaneCleanupHook, DevMachine, KubeadmConfig, labels, Machine, Node, Pod, type Condition } from '@capi/api';
import { refusedAs, type Client } from '@capi/controller-runtime';
import { printInstant, type Clock, type DeepReadonly } from '@capi/seams';

import { controlPlaneRole } from '../health/node-marks.ts';
import type { FakeEtcd } from './fake-etcd.ts';

const never = new AbortController().signal;
const namespace = 'default';

export interface FakeMachinesOptions {
  readonly user: Client;
  readonly workload: Client;
  readonly etcd: FakeEtcd;
  readonly clock: Clock;
  /** The first API server answers. */
  readonly connected: () => void;
}

/** What everybody else does for a Machine: bootstrap, infrastructure, kubelet and the Machine controller, at once and without delay. */
export interface FakeMachines {
  /** Machines that ran `kubeadm init`. */
  readonly initialised: string[];
  /** Does for each Machine the next thing that is due; whether there was anything. */
  turn(): Promise<boolean>;
}

export function fakeMachines({ user, workload, etcd, clock, connected }: FakeMachinesOptions): FakeMachines {
  const initialised: string[] = [];

  const withConditions = (
    machine: DeepReadonly<Machine>,
    verdicts: readonly Pick<Condition, 'type' | 'status' | 'reason'>[],
  ): Condition[] => {
    const others = (machine.status?.conditions ?? []).filter(({ type }) => !verdicts.some((verdict) => verdict.type === type));
    return [...others, ...verdicts.map((verdict) => ({ ...verdict, message: '', lastTransitionTime: printInstant(clock.now()) }))];
  };
  const patchStatus = async (machine: DeepReadonly<Machine>, status: object): Promise<void> => {
    const body = { metadata: { resourceVersion: machine.metadata.resourceVersion }, status };
    try {
      await user.patch(Machine, { namespace, name: machine.metadata.name }, { type: 'merge', body }, never, { subresource: 'status' });
    } catch (error) {
      if (!refusedAs(error, 'Conflict')) throw error;
    }
  };

  /** The Machine controller sees a Machine for the first time. */
  const welcome = async (machine: DeepReadonly<Machine>): Promise<boolean> => {
    await patchStatus(machine, { phase: 'Pending' });
    return true;
  };

  const boot = async (machine: DeepReadonly<Machine>): Promise<boolean> => {
    const { name } = machine.metadata;
    const config = await user.get(KubeadmConfig, { namespace, name }, never);
    const infrastructure = await user.get(DevMachine, { namespace, name }, never);
    if (config === undefined || infrastructure === undefined) return false;
    const joins = config.spec?.joinConfiguration?.controlPlane !== undefined;
    if (!joins) initialised.push(name);
    await putNode(workload, name, machine.spec.version ?? '');
    etcd.join(name);
    if (!joins) {
      await workload.create(ConfigMap, kubeadmConfigMap(machine.spec.version ?? ''), never).catch(ignoreExisting);
      connected();
    }
    await user.patch(Machine, { namespace, name }, { type: 'merge', body: { spec: { providerID: `in-memory://${name}` } } }, never);
    const now = await user.get(Machine, { namespace, name }, never);
    if (now === undefined) return true;
    await patchStatus(now, {
      nodeRef: { name },
      nodeInfo: { ...emptyNodeInfo, kubeletVersion: machine.spec.version },
      initialization: { bootstrapDataSecretCreated: true, infrastructureProvisioned: true },
    });
    return true;
  };

  /** Ready once our own readiness gates are. */
  const refreshReady = async (machine: DeepReadonly<Machine>): Promise<boolean> => {
    const isTrue = (type: string): boolean => machine.status?.conditions?.some((c) => c.type === type && c.status === 'True') === true;
    const ready =
      machine.metadata.deletionTimestamp === undefined && (machine.spec.readinessGates ?? []).every((gate) => isTrue(gate.conditionType));
    if (isTrue('Ready') === ready) return false;
    const status = ready ? 'True' : 'False';
    await patchStatus(machine, {
      conditions: withConditions(machine, [
        { type: 'Ready', status, reason: ready ? 'Ready' : 'NotReady' },
        { type: 'Available', status, reason: ready ? 'Available' : 'NotReady' },
      ]),
    });
    return true;
  };

  const takeDown = async (machine: DeepReadonly<Machine>): Promise<boolean> => {
    const { name, annotations = {} } = machine.metadata;
    if (annotations[controlPlaneCleanupHook] !== undefined) {
      if (machine.status?.conditions?.some(({ reason }) => reason === 'WaitingForPreTerminateHook') === true) return false;
      const deleting = { type: 'Deleting', status: 'True', reason: 'WaitingForPreTerminateHook' } as const;
      await patchStatus(machine, { conditions: withConditions(machine, [deleting]) });
      return true;
    }
    etcd.powerOff(name);
    await workload.delete(Node, { name }, never);
    for (const component of components) await workload.delete(Pod, { namespace: 'kube-system', name: `${component}-${name}` }, never);
    await user.delete(DevMachine, { namespace, name }, never);
    await user.delete(KubeadmConfig, { namespace, name }, never);
    await user.patch(Machine, { namespace, name }, { type: 'merge', body: { metadata: { finalizers: null } } }, never);
    return true;
  };

  const stepFor = ({ metadata, status }: DeepReadonly<Machine>): ((machine: DeepReadonly<Machine>) => Promise<boolean>) => {
    if (metadata.deletionTimestamp !== undefined) return takeDown;
    if (status?.phase === undefined) return welcome;
    return status.nodeRef === undefined ? boot : refreshReady;
  };

  return {
    initialised,
    async turn() {
      let busy = false;
      for (const machine of await user.list(Machine, { namespace }, never)) {
        if (machine.metadata.labels?.[labels.controlPlane] === undefined) continue;
        busy = (await stepFor(machine)(machine)) || busy;
      }
      return busy;
    },
  };
}

const components = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'] as const;
const emptyNodeInfo = Object.fromEntries(
  [
    'architecture',
    'bootID',
    'containerRuntimeVersion',
    'kernelVersion',
    'kubeProxyVersion',
    'machineID',
    'operatingSystem',
    'osImage',
    'systemUUID',
  ].map((field) => [field, '']),
);

const ignoreExisting = (error: unknown): void => {
  if (!refusedAs(error, 'AlreadyExists')) throw error;
};

async function putNode(workload: Client, name: string, version: string): Promise<void> {
  const node: Node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { [controlPlaneRole]: '' } },
    spec: { providerID: `in-memory://${name}`, taints: [{ key: controlPlaneRole, effect: 'NoSchedule' }] },
  };
  const status = { conditions: [{ type: 'Ready', status: 'True' }], nodeInfo: { kubeletVersion: version } };
  await workload.create(Node, node, never).catch(ignoreExisting);
  await workload.patch(Node, { name }, { type: 'merge', body: { status } }, never, { subresource: 'status' });
  for (const component of components) {
    const key = { namespace: 'kube-system', name: `${component}-${name}` };
    const metadata = { ...key, labels: { tier: 'control-plane', component } };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: name, containers: [{ name: component, image: component }] } };
    await workload.create(Pod, pod, never).catch(ignoreExisting);
    const running = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
    await workload.patch(Pod, key, { type: 'merge', body: { status: running } }, never, { subresource: 'status' });
  }
}

const kubeadmConfigMap = (version: string): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kubeadm-config', namespace: 'kube-system' },
  data: {
    ClusterConfiguration: `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nclusterName: demo\nkubernetesVersion: ${version}\n`,
  },
});
