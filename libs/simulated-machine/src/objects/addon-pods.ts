import type { Node, OwnerReference, Pod } from '@capi/api';
import type { DeepReadonly, Instant } from '@capi/seams';

import { suffixOf } from './address.ts';
import { runningStatus, systemNamespace } from './static-pods.ts';

/** A workload whose pods follow the nodes: what a controller of Kubernetes would need to know of it. */
export interface AddonWorkload {
  readonly owner: OwnerReference;
  readonly container: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What to change so that the add-ons' pods fit the nodes. */
export interface AddonChanges {
  readonly create: readonly Pod[];
  readonly remove: readonly string[];
}

/**
 * The pods of kube-proxy (one on every node) and CoreDNS (as many as wanted, spread over the nodes by name). A pod whose node is gone
 * or whose image is no longer the wanted one goes, and its successor comes in the same step.
 */
export function addonChanges(options: {
  readonly nodes: readonly DeepReadonly<Node>[];
  readonly pods: readonly DeepReadonly<Pod>[];
  readonly proxy: AddonWorkload | undefined;
  readonly dns: (AddonWorkload & { readonly replicas: number }) | undefined;
  readonly now: Instant;
}): AddonChanges {
  const { nodes, proxy, dns, now } = options;
  const wanted = [
    ...(proxy === undefined ? [] : nodes.map((node) => podOf(proxy, `kube-proxy-${suffixOf(node.metadata.uid ?? '')}`, node, now))),
    ...(dns === undefined || nodes.length === 0 ? [] : spread(dns, nodes, now)),
  ];
  const fits = (pod: DeepReadonly<Pod>): boolean => {
    const plan = wanted.find(({ metadata }) => metadata.name === pod.metadata.name);
    return plan !== undefined && plan.spec?.nodeName === pod.spec?.nodeName && imageOf(plan) === imageOf(pod);
  };
  const kept = new Set(options.pods.filter(fits).map(({ metadata }) => metadata.name));
  return {
    create: wanted.filter(({ metadata }) => !kept.has(metadata.name)),
    remove: options.pods.map(({ metadata }) => metadata.name).filter((name) => !kept.has(name)),
  };
}

/** Pods keep their node while it lives: which node a replica is on follows from the nodes that are oldest. */
function spread(dns: AddonWorkload & { readonly replicas: number }, nodes: readonly DeepReadonly<Node>[], now: Instant): readonly Pod[] {
  const oldestFirst = nodes
    .filter(({ spec }) => spec?.unschedulable !== true)
    .toSorted((one, other) => (bornAt(one) < bornAt(other) ? -1 : 1));
  return Array.from({ length: dns.replicas }, (_, index) => {
    const node = oldestFirst[index % oldestFirst.length];
    return node === undefined ? [] : [podOf(dns, `${dns.owner.name}-${suffixOf(`${node.metadata.uid ?? ''}/${index}`)}`, node, now)];
  }).flat();
}

const bornAt = ({ metadata }: DeepReadonly<Node>): string => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
const imageOf = ({ spec }: DeepReadonly<Pod>): string | undefined => spec?.containers?.[0]?.image;

function podOf(workload: AddonWorkload, name: string, node: DeepReadonly<Node>, now: Instant): Pod {
  const address = node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '127.0.0.1';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: systemNamespace, labels: { ...workload.labels }, ownerReferences: [{ ...workload.owner }] },
    spec: { nodeName: node.metadata.name, containers: [{ name: workload.container, image: workload.image }] },
    status: runningStatus(workload.container, workload.image, address, now),
  };
}
