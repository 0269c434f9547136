import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createClient, kubeconfigTransport } from '@capi/controller-runtime';

import { addCertManagerKinds } from './cert-manager-kinds.ts';
import { kubectlWith, type Kubectl } from './kubectl.ts';
import { startManagementApi, type ManagementApi } from './management-api.ts';
import { standInForCertManager } from './stand-ins/cert-manager.ts';
import { standInForNodes } from './stand-ins/deployments.ts';
import type { Pod } from './stand-ins/pod.ts';
import { Services, type ServiceObject } from './stand-ins/resources.ts';

/** A management cluster into which providers can be installed by their manifests as they are. */
export interface ManagementCluster {
  readonly kubectl: Kubectl;
  readonly kubeconfig: string;
  /** What runs now: a process for each pod. */
  pods(): readonly Pod[];
  /** The pod of an app, where there is one. */
  pod(app: string): Pod;
  /** What providers asked for and their roles do not allow. Must stay empty. */
  denied(): readonly string[];
  stop(): Promise<void>;
}

export interface ManagementClusterOptions {
  /** Without cert-manager, nobody looks after Certificates, and their kind is not known. Default true. */
  readonly certManager?: boolean;
  /** App → upstream's program, which runs for Deployments with an image of theirs. Default none. */
  readonly upstream?: Readonly<Record<string, string>>;
}

/**
 * An API server, real or embedded, and stand-ins for the little that providers need beside it: a node that runs Deployments, as processes
 * of this machine; a network on which their Services are reached; cert-manager.
 */
export async function startManagementCluster({
  certManager = true,
  upstream = {},
}: ManagementClusterOptions = {}): Promise<ManagementCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'capi-cluster-'));
  const services = new Map<string, ServiceObject>();
  let running: () => readonly Pod[] = () => [];
  const portBehind = (address: string): number | undefined => {
    const service = services.get(address);
    const selector = Object.entries(service?.spec.selector ?? {});
    const namespace = service?.metadata.namespace;
    const pods = running().filter((pod) => pod.namespace === namespace && pod.wasReady());
    return pods.find(({ labels }) => selector.every(([label, value]) => labels[label] === value))?.webhookPort;
  };
  const api: ManagementApi = await startManagementApi({ portBehind });
  const kubectl = kubectlWith(api.kubeconfig);
  const transport = await kubeconfigTransport(api.kubeconfig);
  const client = createClient({ transport });
  const ending = new AbortController();
  const { signal } = ending;
  if (certManager) await addCertManagerKinds(kubectl);
  const nodes = standInForNodes(client, kubectl, api, { folder, upstream }, signal);
  running = () => nodes.pods();
  const issue = certManager ? await standInForCertManager(client, transport, signal) : (): Promise<void> => Promise.resolve();
  let trouble: unknown;
  const loop = (async () => {
    while (!signal.aborted) {
      try {
        for (const service of (await client.list(Services, {}, signal)) as readonly ServiceObject[]) {
          const { name, namespace } = service.metadata;
          for (const address of [`${namespace}/${name}`, `${service.spec.clusterIP}:${service.spec.ports[0]?.port}`]) {
            services.set(address, service);
          }
        }
        await issue();
        await nodes.sync();
        trouble = undefined;
      } catch (error) {
        // Objects change under it, and namespaces go: it looks again.
        trouble = error;
      }
      await sleep(200, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    kubectl,
    kubeconfig: api.kubeconfig,
    pods: () => nodes.pods(),
    pod(app) {
      const found = nodes.pods().find((pod) => pod.app === app);
      if (found === undefined) throw new Error(`no pod of ${app} is there`, { cause: trouble });
      return found;
    },
    denied: () => api.denied(),
    async stop() {
      ending.abort();
      await loop;
      await nodes.stop();
      await transport.close();
      await api.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
