import { join } from 'node:path';

import type { Client } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import type { Kubectl } from '../kubectl.ts';
import type { ManagementApi } from '../management-api.ts';
import { startPod, type Pod } from './pod.ts';
import { Deployments, Secrets, type DeploymentObject, type SecretObject } from './resources.ts';

/** What runs for one Deployment. */
interface Rollout {
  /** The pods' template as text. */
  template: string;
  pods: Pod[];
  /** Of an earlier template: they serve until the new ones do. */
  old: Pod[];
}

/** Does what the Deployment controller and the kubelet would do for the providers' Deployments. */
export interface NodeStandIn {
  pods(): readonly Pod[];
  /** Starts and stops processes until they are what the Deployments say, and reports it. */
  sync(): Promise<void>;
  stop(): Promise<void>;
}

export interface NodeOptions {
  /** Where pods may have their files. */
  readonly folder: string;
  /** App → upstream's program, for Deployments with an image of theirs. */
  readonly upstream: Readonly<Record<string, string>>;
}

export function standInForNodes(
  client: Client,
  kubectl: Kubectl,
  api: ManagementApi,
  { folder, upstream }: NodeOptions,
  signal: AbortSignal,
): NodeStandIn {
  const rollouts = new Map<string, Rollout>();
  const leaving = new Set<Promise<void>>();
  let started = 0;

  const remove = (pods: readonly Pod[]): void => {
    for (const pod of pods) {
      const gone: Promise<void> = pod.stop().finally(() => leaving.delete(gone));
      leaving.add(gone);
    }
  };
  /** Undefined while a pod would wait: for its volumes, or for the roles of its account. */
  const start = async (deployment: DeploymentObject): Promise<Pod | undefined> => {
    const { name, namespace = '' } = deployment.metadata;
    const secrets = await secretsOf(client, deployment, signal);
    const account = deployment.spec.template.spec.serviceAccountName;
    if (secrets === undefined || !(await mayWatchClusters(kubectl, `system:serviceaccount:${namespace}:${account}`))) return undefined;
    const token = (await kubectl('create', 'token', account, '-n', namespace, '--duration=1h')).trim();
    const pod = `${name}-${started++}`;
    return startPod(deployment, { name: pod, server: api, token, secrets, folder: join(folder, pod), upstream });
  };
  const roll = async (deployment: DeploymentObject): Promise<void> => {
    const key = `${deployment.metadata.namespace}/${deployment.metadata.name}`;
    const template = JSON.stringify(deployment.spec.template);
    const wanted = deployment.spec.replicas ?? 1;
    const rollout = rollouts.get(key) ?? { template, pods: [], old: [] };
    rollouts.set(key, rollout);
    if (rollout.template !== template) Object.assign(rollout, { template, pods: [], old: [...rollout.old, ...rollout.pods] });
    while (rollout.pods.length < wanted) {
      const pod = await start(deployment);
      if (pod === undefined) break;
      rollout.pods.push(pod);
    }
    remove(rollout.pods.splice(wanted));
    const answers = await Promise.all(rollout.pods.map((pod) => pod.isReady()));
    const ready = answers.filter(Boolean).length;
    if (ready >= wanted) remove(rollout.old.splice(0));
    await report(client, deployment, { wanted, ready, updated: rollout.pods.length, old: rollout.old.length }, signal);
  };

  return {
    pods: () => [...rollouts.values()].flatMap(({ pods, old }) => [...pods, ...old]),
    async sync() {
      const found = (await client.list(Deployments, {}, signal)) as readonly DeploymentObject[];
      const keys = new Set(found.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
      for (const [key, { pods, old }] of rollouts) {
        if (keys.has(key)) continue;
        remove([...pods, ...old]);
        rollouts.delete(key);
      }
      await Promise.all(found.map(roll));
    },
    async stop() {
      remove([...rollouts.values()].flatMap(({ pods, old }) => [...pods, ...old]));
      await Promise.all(leaving);
    },
  };
}

/** Undefined while one of them is not there. */
async function secretsOf(
  client: Client,
  { metadata, spec }: DeploymentObject,
  signal: AbortSignal,
): Promise<readonly DeepReadonly<SecretObject>[] | undefined> {
  const names = (spec.template.spec.volumes ?? []).flatMap(({ secret }) => (secret === undefined ? [] : [secret.secretName]));
  const found = await Promise.all(names.map((name) => client.get(Secrets, { namespace: metadata.namespace ?? '', name }, signal)));
  return found.every((secret) => secret !== undefined) ? found : undefined;
}

/** Kubernetes fills aggregated roles in after a moment. A pod that starts before would ask in vain, and try again. */
async function mayWatchClusters(kubectl: Kubectl, user: string): Promise<boolean> {
  const { stdout } = await kubectl.attempt(['auth', 'can-i', 'watch', 'clusters.cluster.x-k8s.io', '--as', user]);
  return stdout.trim() === 'yes';
}

interface Counts {
  readonly wanted: number;
  readonly ready: number;
  readonly updated: number;
  readonly old: number;
}

async function report(
  client: Client,
  { metadata, status }: DeploymentObject,
  { wanted, ready, updated, old }: Counts,
  signal: AbortSignal,
): Promise<void> {
  const isAvailable = ready >= wanted;
  const next = {
    observedGeneration: metadata.generation ?? 0,
    replicas: updated + old,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
    unavailableReplicas: Math.max(0, wanted - ready),
    conditions: [
      { type: 'Available', status: isAvailable ? 'True' : 'False', reason: 'Counted', message: `${ready} of ${wanted} pods are ready` },
    ],
  };
  const comparable = (value: Partial<typeof next> = {}): string =>
    JSON.stringify([value.observedGeneration, value.replicas, value.conditions?.[0]?.message]);
  if (comparable(status as Partial<typeof next> | undefined) === comparable(next)) return;
  const key = { namespace: metadata.namespace ?? '', name: metadata.name };
  await client.patch(Deployments, key, { type: 'merge', body: { status: next } }, signal, { subresource: 'status' });
}
