import { join } from 'node:path';

import { Pod, type KubernetesObject, type Resource } from '@capi/api';
import { ApiError, TransportError, type Client, type Log } from '@capi/controller-runtime';
import { milliseconds, seconds, terminal, type Clock } from '@capi/seams';

import type { ManagementCluster } from './management-cluster/management-cluster.ts';
import { container, Deployment, podLabels, podName } from './pods/deployment.ts';
import { deploymentStatus, podStatus, type PastRun, type ProcessState } from './pods/pod-status.ts';
import type { ProviderPorts } from './ports/provider-ports.ts';
import { isReady } from './processes/is-ready.ts';
import type { ProcessGroup } from './processes/process-group.ts';
import { companionOf } from './processes/program.ts';
import { providers, type Provider } from './providers.ts';
import type { WebhookEndpoints } from './webhooks/webhook-endpoints.ts';
import { webhookService } from './webhooks/webhook-service.ts';

export interface ProviderOptions {
  readonly folder: string;
  readonly ports: ProviderPorts;
  readonly replicas: number;
  readonly simulateDocker: boolean;
  /** Clusters have load balancers of their own. */
  readonly docker: boolean;
  readonly featureGates: string;
  /** Flags beside those that the sandbox needs. */
  readonly more: readonly string[];
  readonly endpoints: WebhookEndpoints;
}

/** Flags of a provider as its Deployment would pass them, with addresses on loopback. */
export function providerArgs(
  app: string,
  { folder, ports, simulateDocker, docker, featureGates, more, endpoints }: ProviderOptions,
  replica = 0,
): readonly string[] {
  return [
    '--leader-elect',
    `--health-addr=127.0.0.1:${ports.health(app, replica)}`,
    `--diagnostics-address=127.0.0.1:${ports.diagnostics(app, replica)}`,
    '--insecure-diagnostics',
    ...(endpoints.host === '127.0.0.1' ? ['--webhook-host=127.0.0.1'] : []),
    `--webhook-port=${ports.webhooks(app, replica)}`,
    `--webhook-cert-dir=${endpoints.certificateFolderOf(app)}`,
    `--feature-gates=${featureGates}`,
    ...(app === 'capd' ? [`--in-memory-state-dir=${join(folder, 'simulated-clusters')}`] : []),
    ...(app === 'capd' && simulateDocker ? ['--simulate-docker'] : []),
    // Simulated API servers share one port, so that nobody has to hear which of them go.
    ...(app === 'kubeadm-control-plane' && !docker ? ['--load-balancer-grace=0s'] : []),
    ...more,
  ];
}

/** What the process of a replica is called in `processes.json`: `core`, `core-1`. */
const processName = (app: string, replica: number): string => (replica === 0 ? app : `${app}-${replica}`);

/** Keeps the replicas of the four providers running, and a pod for each that says how its process is doing. */
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
    const report = deploymentReporter(provider, options.replicas, client, log, signal);
    for (let replica = 0; replica < options.replicas; replica += 1) {
      const args = providerArgs(provider.app, options, replica);
      const name = podName(provider, replica);
      const uid = await createPod(provider, name, args, client, signal);
      let startedAt = clock.now();
      let last: PastRun | undefined;
      group.start(processName(provider.app, replica), {
        program: companionOf(provider.app, [...args, `--kubeconfig=${kubeconfig}`]),
        environment: { POD_NAMESPACE: provider.namespace, POD_NAME: name, POD_UID: uid, POD_IP: '127.0.0.1' },
        logFile: join(options.folder, 'logs', 'pods', provider.namespace, name, 'manager.log'),
        started({ restarts }) {
          startedAt = clock.now();
          report(replica, { phase: 'running', since: startedAt, restarts, ...(last === undefined ? {} : { last }) });
        },
        ended(ending, restarts) {
          last = { ending, startedAt, endedAt: clock.now() };
          if (!signal.aborted) report(replica, { phase: 'ended', at: last.endedAt, restarts: restarts + 1, last });
        },
      });
    }
  }
}

/**
 * Stands for the webhook Services where there are several replicas.
 * @returns what ends them
 */
export async function runServices({ ports, replicas, endpoints }: ProviderOptions, clock: Clock): Promise<() => Promise<void>> {
  if (replicas === 1) return () => Promise.resolve();
  const host = endpoints.host === '127.0.0.1' ? { host: '127.0.0.1' } : {};
  const services = await Promise.all(
    providers.map(({ app }) => {
      const backends = Array.from({ length: replicas }, (_, replica) => ({
        port: ports.webhooks(app, replica),
        readiness: readinessUrl(ports.health(app, replica)),
      }));
      return webhookService({ port: ports.service(app), ...host }, backends, clock);
    }),
  );
  return async () => void (await Promise.all(services.map((service) => service.close())));
}

const readinessUrl = (port: number): string => `http://127.0.0.1:${port}/readyz`;

/** How long a provider may take from its start until it serves webhooks. */
const patience = seconds(120);

/**
 * Waits until every replica of every provider says that it is ready: that it serves its webhooks.
 * @throws a terminal OperationError that names the log of one that does not get there
 */
export async function untilReady({ folder, ports, replicas }: ProviderOptions, clock: Clock, signal: AbortSignal): Promise<void> {
  const deadline = clock.monotonic() + patience;
  for (const provider of providers) {
    for (let replica = 0; replica < replicas; replica += 1) {
      while (!(await isReady(readinessUrl(ports.health(provider.app, replica)), signal))) {
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
}

/** Creates a pod, or takes over the one of an earlier start, and answers its uid. */
async function createPod(
  provider: Provider,
  podOfReplica: string,
  args: readonly string[],
  client: Client,
  signal: AbortSignal,
): Promise<string> {
  const { name, image, ...rest } = container(provider, args);
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: provider.namespace, name: podOfReplica, labels: podLabels(provider) },
    spec: { nodeName: 'sandbox', serviceAccountName: provider.serviceAccount, containers: [{ name, image, ...rest }] },
  };
  const resource: Resource<Pod> = Pod;
  const { metadata } = await client.apply(resource, pod, { fieldManager: 'capi-sandbox' }, signal);
  return metadata.uid ?? '';
}

/**
 * Writes the status of a provider's pods and Deployment, after those reported before. They are a courtesy: failing to write them stops
 * nothing.
 */
function deploymentReporter(
  provider: Provider,
  replicas: number,
  client: Client,
  log: Log,
  signal: AbortSignal,
): (replica: number, state: ProcessState) => void {
  const { namespace, deployment } = provider;
  const { image } = container(provider, []);
  const states = new Map<number, ProcessState>();
  let queue: Promise<unknown> = Promise.resolve();
  const reportStatus = <T extends KubernetesObject>(of: Resource<T>, name: string, status: unknown): Promise<unknown> =>
    client.patch(of, { namespace, name }, { type: 'merge', body: { status } }, signal, { subresource: 'status' });
  return (replica, state) => {
    states.set(replica, state);
    const all = [...states.values()];
    queue = queue
      .then(() => reportStatus<Pod>(Pod, podName(provider, replica), podStatus(state, image)))
      .then(() => reportStatus(Deployment, deployment, deploymentStatus(all, replicas)))
      .catch((error: unknown) => {
        if (error instanceof ApiError || error instanceof TransportError)
          log.debug('Could not report the pod of a provider', { err: error });
        else if (!signal.aborted) throw error;
      });
  };
}
