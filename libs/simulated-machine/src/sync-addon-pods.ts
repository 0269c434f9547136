import { Node, Pod, type OwnerReference, type UnstructuredObject } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import type { Clock, DeepReadonly } from '@capi/seams';

import { put } from './access/put.ts';
import { addonChanges, type AddonWorkload } from './objects/addon-pods.ts';
import { suffixOf } from './objects/address.ts';
import { DaemonSet, Deployment, ReplicaSet } from './objects/kinds.ts';
import { systemNamespace } from './objects/static-pods.ts';

type Live = DeepReadonly<UnstructuredObject>;

const ownerOf = ({ apiVersion, kind, metadata }: Live): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
});

interface PodTemplate {
  readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
}
const templateOf = (object: Live): PodTemplate['spec']['containers'][number] | undefined =>
  (object.spec?.['template'] as PodTemplate | undefined)?.spec.containers[0];

/**
 * Plays the few controllers that a kubeadm cluster needs to look alive: the pods of kube-proxy and CoreDNS follow the nodes, and
 * their owners' status says how many there are. Called when nodes come or go.
 */
export async function syncAddonPods(client: Client, clock: Clock, signal: AbortSignal): Promise<void> {
  // Live reads throughout: the cluster behind this client is in this process, and there is no cache of it.
  const read = (resource: typeof DaemonSet, name: string) => client.get(resource, { namespace: systemNamespace, name }, signal);
  const [daemonSet, deployment] = await Promise.all([read(DaemonSet, 'kube-proxy'), read(Deployment, 'coredns')]);
  if (daemonSet === undefined && deployment === undefined) return;
  const nodes = await client.list(Node, {}, signal);
  const pods = (await client.list(Pod, { namespace: systemNamespace, labels: { 'k8s-app': undefined } }, signal)).filter(
    ({ metadata }) => metadata.labels?.['k8s-app'] === 'kube-proxy' || metadata.labels?.['k8s-app'] === 'kube-dns',
  );
  const replicas = Number(deployment?.spec?.['replicas'] ?? 0);
  const dns = deployment === undefined ? undefined : await dnsWorkload(client, deployment, signal);
  const changes = addonChanges({
    nodes,
    pods,
    now: clock.now(),
    proxy: daemonSet === undefined ? undefined : workload(daemonSet, daemonSet, { 'k8s-app': 'kube-proxy' }),
    dns: dns === undefined ? undefined : { ...dns, replicas },
  });
  for (const name of changes.remove) await client.delete(Pod, { namespace: systemNamespace, name }, signal);
  for (const pod of changes.create) await put(client, Pod, pod, signal);
  if (daemonSet !== undefined) await count(client, DaemonSet, daemonSet, daemonSetStatus(nodes.length), signal);
  if (deployment === undefined) return;
  const running = nodes.some(({ spec }) => spec?.unschedulable !== true) ? replicas : 0;
  await count(client, Deployment, deployment, deploymentStatus(running), signal);
  if (dns !== undefined) await count(client, ReplicaSet, dns.replicaSet, replicaSetStatus(running), signal);
}

function workload(owner: Live, template: Live, labels: Readonly<Record<string, string>>): AddonWorkload | undefined {
  const container = templateOf(template);
  return container === undefined ? undefined : { owner: ownerOf(owner), container: container.name, image: container.image, labels };
}

/** CoreDNS's pods belong to a ReplicaSet, one per image, as a Deployment would make them. */
async function dnsWorkload(
  client: Client,
  deployment: Live,
  signal: AbortSignal,
): Promise<(AddonWorkload & { readonly replicaSet: Live }) | undefined> {
  const container = templateOf(deployment);
  if (container === undefined) return undefined;
  const name = `coredns-${suffixOf(`${deployment.metadata.uid ?? ''} ${container.image}`)}`;
  const labels = { 'k8s-app': 'kube-dns', 'pod-template-hash': name.slice('coredns-'.length) };
  const { replicas, template } = deployment.spec ?? {};
  await put(
    client,
    ReplicaSet,
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name, namespace: systemNamespace, labels, ownerReferences: [ownerOf(deployment)] },
      spec: { replicas, selector: { matchLabels: labels }, template: { ...(template as object), metadata: { labels } } },
    },
    signal,
  );
  const replicaSet = await client.get(ReplicaSet, { namespace: systemNamespace, name }, signal);
  const found = replicaSet === undefined ? undefined : workload(replicaSet, deployment, labels);
  return replicaSet === undefined || found === undefined ? undefined : { ...found, replicaSet };
}

const daemonSetStatus = (nodes: number) => ({
  currentNumberScheduled: nodes,
  desiredNumberScheduled: nodes,
  numberAvailable: nodes,
  numberMisscheduled: 0,
  numberReady: nodes,
  updatedNumberScheduled: nodes,
});
const replicaSetStatus = (replicas: number) => ({
  replicas,
  readyReplicas: replicas,
  availableReplicas: replicas,
  fullyLabeledReplicas: replicas,
});
const deploymentStatus = (replicas: number) => ({
  replicas,
  readyReplicas: replicas,
  availableReplicas: replicas,
  updatedReplicas: replicas,
});

async function count(
  client: Client,
  resource: typeof DaemonSet,
  live: Live,
  status: Readonly<Record<string, number>>,
  signal: AbortSignal,
): Promise<void> {
  const wanted = { ...status, observedGeneration: live.metadata.generation ?? 1 };
  if (Object.entries(wanted).every(([field, value]) => live.status?.[field] === value)) return;
  const key = { namespace: systemNamespace, name: live.metadata.name };
  await client.patch(resource, key, { type: 'merge', body: { status: wanted } }, signal, { subresource: 'status' });
}
