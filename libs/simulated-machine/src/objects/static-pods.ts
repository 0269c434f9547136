import type { Pod } from '@capi/api';
import { printInstant, type Instant } from '@capi/seams';

import { suffixOf } from './address.ts';
import type { Images } from './images.ts';

/** The namespace of everything that kubeadm deploys. */
export const systemNamespace = 'kube-system';

/** Components that the kubelet of a control-plane machine runs from manifests. */
export type StaticComponent = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler';

/** What the mirror pod of a static pod shows. */
export interface StaticPodFacts {
  readonly component: StaticComponent;
  readonly node: string;
  readonly address: string;
  readonly images: Images;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly now: Instant;
}

/** `etcd-cp-0`: how the mirror pod of a static pod is named. */
export const staticPodName = (component: StaticComponent, node: string): string => `${component}-${node}`;

/** The mirror pod of a static pod, running and ready. */
export function staticPodOf({ component, node, address, images, annotations = {}, now }: StaticPodFacts): Pod {
  const image = component === 'etcd' ? images.etcd : images.component(component);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: staticPodName(component, node),
      namespace: systemNamespace,
      labels: { component, tier: 'control-plane' },
      annotations: {
        'kubernetes.io/config.source': 'file',
        // Marks the pod as a picture of what the kubelet runs: whoever drains the node leaves it alone.
        'kubernetes.io/config.mirror': suffixOf(`${component} ${node}`),
        ...annotations,
      },
    },
    spec: {
      nodeName: node,
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      containers: [{ name: component, image, command: [component] }],
      tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
    },
    status: runningStatus(component, image, address, now),
  };
}

/** Status of a pod with one container that runs and is ready. */
export function runningStatus(container: string, image: string, address: string, now: Instant): NonNullable<Pod['status']> {
  const since = printInstant(now);
  return {
    phase: 'Running',
    conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
      type,
      status: 'True' as const,
      lastTransitionTime: since,
    })),
    hostIP: address,
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: since,
    containerStatuses: [
      { name: container, image, imageID: '', ready: true, started: true, restartCount: 0, state: { running: { startedAt: since } } },
    ],
  };
}
