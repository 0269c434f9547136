import { join } from 'node:path';

import { Pod, type KubernetesObject, type ObjectKey, type Resource } from '@capi/api';
import { ApiError, TransportError, type Client, type Log } from '@capi/controller-runtime';
import { milliseconds, seconds, terminal, type Clock } from '@capi/seams';

import type { ManagementCluster } from './management-cluster/management-cluster.ts';
import { container, Deployment, podLabels, podName } from './pods/deployment.ts';
import { deploymentStatus, podStatus, type PastRun, type ProcessState } from './pods/pod-status.ts';
import type { ProcessGroup } from './processes/process-group.ts';
import { programOf } from './processes/program.ts';
import { providers, type Provider } from './providers.ts';
import type { WebhookEndpoints } from './webhooks/webhook-endpoints.ts';

export interface ProviderOptions {
  readonly folder: string;
  readonly firstPort: number;
  readonly simulateDocker: boolean;
  readonly featureGates: string;
  readonly endpoints: WebhookEndpoints;
}

const healthPort = (app: string, firstPort: number): number => firstPort + providers.findIndex((provider) => provider.app === app) * 2;

/** Flags of a provider as its Deployment would pass them, with addresses on loopback. */
export function providerArgs(
  app: string,
  { folder, firstPort, simulateDocker, featureGates, endpoints }: ProviderOptions,
): readonly string[] {
  const health = healthPort(app, firstPort);
  return [
    '--leader-elect',
    `--health-addr=127.0.0.1:${health}`,
    `--diagnostics-address=127.0.0.1:${health + 1}`,
    '--insecure-diagnostics',
    ...(endpoints.host === '127.0.0.1' ? ['--webhook-host=127.0.0.1'] : []),
    `--webhook-port=${endpoints.portOf(app)}`,
    `--webhook-cert-dir=${endpoints.certificateFolderOf(app)}`,
    `--feature-gates=${featureGates}`,
    ...(app === 'capd' ? [`--in-memory-state-dir=${join(folder, 'simulated-clusters')}`] : []),
    ...(app === 'capd' && simulateDocker ? ['--simulate-docker'] : []),
  ];
}

/** Keeps the four providers running, and a pod for each that says how its process is doing. */
export async function runProviders(
  options: ProviderOptions,
  cluster: ManagementCluster,
  group: ProcessGroup,
  client: Client,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  for (const provider of providers) {
    const kubeconfig = await cluster.kubeconfigOf(provider.namespace, provider.serviceAccount);
    const args = providerArgs(provider.app, options);
    const pod = podReporter(provider, args, client, log, signal);
    const uid = await pod.create();
    let startedAt = clock.now();
    let last: PastRun | undefined;
    group.start(provider.app, {
      program: programOf(provider.app, [...args, `--kubeconfig=${kubeconfig}`]),
      environment: { POD_NAMESPACE: provider.namespace, POD_NAME: podName(provider), POD_UID: uid, POD_IP: '127.0.0.1' },
      logFile: join(options.folder, 'logs', 'pods', provider.namespace, podName(provider), 'manager.log'),
      started({ restarts }) {
        startedAt = clock.now();
        pod.report({ phase: 'running', since: startedAt, restarts, ...(last === undefined ? {} : { last }) });
      },
      ended(ending, restarts) {
        last = { ending, startedAt, endedAt: clock.now() };
        if (!signal.aborted) pod.report({ phase: 'ended', at: last.endedAt, restarts: restarts + 1, last });
      },
    });
  }
}

/** How long a provider may take from its start until it serves webhooks. */
const patience = seconds(60);

/**
 * Waits until every provider says that it is ready: that it serves its webhooks.
 * @throws a terminal OperationError that names the log of one that does not get there
 */
export async function untilReady({ folder, firstPort }: ProviderOptions, clock: Clock, signal: AbortSignal): Promise<void> {
  const deadline = clock.monotonic() + patience;
  for (const provider of providers) {
    const url = `http://127.0.0.1:${healthPort(provider.app, firstPort)}/readyz`;
    while (!(await isReady(url, signal))) {
      if (clock.monotonic() > deadline) {
        throw terminal({
          action: `start the provider ${provider.app}`,
          why: `it is not ready after ${patience / 1000} s`,
          hint: `its log is below ${join(folder, 'logs', 'pods', provider.namespace)}`,
        });
      }
      await clock.sleep(milliseconds(25), signal);
    }
  }
}

async function isReady(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal });
    await response.arrayBuffer();
    return response.status === 200;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TypeError) return false; // nobody listens yet
    throw error;
  }
}

interface PodReporter {
  /** Creates the pod, or takes over the one of an earlier start, and answers its uid. */
  create(): Promise<string>;
  /** Writes the status after those reported before. The pod is a courtesy: failing to write it stops nothing. */
  report(state: ProcessState): void;
}

function podReporter(provider: Provider, args: readonly string[], client: Client, log: Log, signal: AbortSignal): PodReporter {
  const resource: Resource<Pod> = Pod;
  const key = { namespace: provider.namespace, name: podName(provider) };
  const { name, image, ...rest } = container(provider, args);
  let queue: Promise<unknown> = Promise.resolve();
  const reportStatus = <T extends KubernetesObject>(of: Resource<T>, at: ObjectKey, status: unknown): Promise<unknown> =>
    client.patch(of, at, { type: 'merge', body: { status } }, signal, { subresource: 'status' });
  return {
    async create() {
      const pod: Pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...key, labels: podLabels(provider) },
        spec: { nodeName: 'sandbox', serviceAccountName: provider.serviceAccount, containers: [{ name, image, ...rest }] },
      };
      const { metadata } = await client.apply(resource, pod, { fieldManager: 'capi-sandbox' }, signal);
      return metadata.uid ?? '';
    },
    report(state) {
      queue = queue
        .then(() => reportStatus(resource, key, podStatus(state, image)))
        .then(() => reportStatus(Deployment, { namespace: provider.namespace, name: provider.deployment }, deploymentStatus(state)))
        .catch((error: unknown) => {
          if (error instanceof ApiError || error instanceof TransportError)
            log.debug('Could not report the pod of a provider', { err: error });
          else if (!signal.aborted) throw error;
        });
    },
  };
}
