import type { Node, Taint } from '@capi/api';
import { printInstant, type Instant } from '@capi/seams';

/** What the kubelet of a simulated machine says of its machine. */
export interface NodeFacts {
  readonly name: string;
  readonly uid: string;
  readonly providerID: string;
  /** With a leading v. */
  readonly kubernetesVersion: string;
  readonly address: string;
  readonly controlPlane: boolean;
  /** As the join or init configuration says; undefined asks for kubeadm's own. */
  readonly taints: readonly Taint[] | undefined;
  /** `--node-labels` of the kubelet: `a=b,c=d`. */
  readonly labels?: string;
  readonly now: Instant;
}

const controlPlaneKey = 'node-role.kubernetes.io/control-plane';

/** The Node that a kubelet registers, ready from the start: there is no network plugin to wait for. */
export function nodeOf(facts: NodeFacts): Node {
  const { name, uid, providerID, kubernetesVersion, address, controlPlane, now } = facts;
  const taints = facts.taints ?? (controlPlane ? [{ key: controlPlaneKey, effect: 'NoSchedule' as const }] : []);
  const resources = { cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '40Gi' };
  const seen = printInstant(now);
  const condition = (type: string, status: 'True' | 'False', reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: seen,
    lastTransitionTime: seen,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...parseLabels(facts.labels),
        ...(controlPlane ? { [controlPlaneKey]: '', 'node.kubernetes.io/exclude-from-external-load-balancers': '' } : {}),
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: { providerID, ...(taints.length === 0 ? {} : { taints: [...taints] }) },
    status: {
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
      ],
      capacity: resources,
      allocatable: resources,
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      nodeInfo: {
        architecture: 'amd64',
        bootID: uid,
        containerRuntimeVersion: 'simulated://1.0.0',
        kernelVersion: 'simulated',
        kubeProxyVersion: kubernetesVersion,
        kubeletVersion: kubernetesVersion,
        machineID: uid.replaceAll('-', ''),
        operatingSystem: 'linux',
        osImage: 'Simulated machine',
        systemUUID: uid,
      },
    },
  };
}

const parseLabels = (text = ''): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );
