import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Cluster } from '@capi/api';
import {
  createCache,
  createClient,
  kubeconfigTransport,
  nodeKeySource,
  silentLog,
  systemClock,
  systemRandom,
  withUserAgent,
  type Cache,
  type Client,
} from '@capi/controller-runtime';
import { aborted, between, seconds, terminal, type Clock, type DeepReadonly, type Instant } from '@capi/seams';

import { deleteClusters } from './docker/delete-clusters.ts';
import { wantedBy } from './docker/wanted.ts';
import type { SandboxFlags } from './flags.ts';
import { install } from './install/install.ts';
import { databaseName, startEmbedded } from './management-cluster/embedded.ts';
import { requireKubeconfig, useExisting } from './management-cluster/existing.ts';
import { requireFreePort } from './ports/free-port.ts';
import { providerPorts } from './ports/provider-ports.ts';
import { processGroup } from './processes/process-group.ts';
import { repositoryFile } from './processes/program.ts';
import { renderTrees } from './progress/render.ts';
import { clusterTrees, countRunning, isReady, type Seen } from './progress/tree.ts';
import { viewOn } from './progress/view.ts';
import { watchProgress } from './progress/watch-progress.ts';
import { applyQuickStart, readManifest, requireKinds } from './quick-start/apply-quick-start.ts';
import { providerArgs, runProviders, runServices, untilReady } from './run-providers.ts';
import { registerWebhooks, unregisterWebhooks } from './webhooks/webhook-configurations.ts';
import { prepareWebhookEndpoints } from './webhooks/webhook-endpoints.ts';
import { whatNext } from './what-next.ts';
import { writeWorkloadKubeconfigs } from './workload-kubeconfigs.ts';

const version = '0.1.0';
const never = new AbortController().signal;

/** How the sandbox is told to end. */
export interface Endings {
  readonly stop: AbortSignal;
  /** What takes time at the end is not waited for. */
  readonly hurry: AbortSignal;
}

/**
 * Starts the management cluster and its providers, applies the quick start, shows how it comes up, and stays until the signal.
 * Everything it started is gone when it resolves or rejects.
 * @returns the exit code
 */
export async function runSandbox(flags: SandboxFlags, output: NodeJS.WriteStream, { stop: signal, hurry }: Endings): Promise<number> {
  const clock = systemClock();
  const say = (line: string): void => void output.write(`${line}\n`);
  // What cannot be read or written is found out before anything starts.
  const manifest = flags.quickStart ? readManifest(manifestOf(flags)) : [];
  if (flags.quickStart) requireKinds(manifest, manifestOf(flags));
  if (flags.kubeconfig !== undefined) requireKubeconfig(flags.kubeconfig);
  if (flags.docker) {
    // Who simulates pays nothing for the client of an engine.
    const { requireDocker } = await import('./docker/require-docker.ts');
    const wanted = wantedBy(manifest, flags.clusters);
    await requireDocker(wanted, { environment: process.env, clock, say, ownsNothing: isNew(flags) }, signal);
  }
  const folder = dataFolder(flags.dataDir);
  const pids = new Map<string, number>();
  const apiServer = processGroup(pids, join(folder, 'processes.json'), clock);
  const providerProcesses = processGroup(pids, join(folder, 'processes.json'), clock);
  try {
    const ports = providerPorts(flags.providerPorts, flags.replicas);
    for (const port of ports.all) await requireFreePort(port, '--provider-ports');
    const cluster =
      flags.kubeconfig === undefined
        ? await startEmbedded({ folder, port: flags.apiPort, auditLog: flags.auditLog }, apiServer, clock, signal)
        : useExisting(flags.kubeconfig, join(folder, 'pki'));
    const api = await connect(cluster.kubeconfig, clock);
    let takeBack = (): Promise<void> => Promise.resolve();
    let endServices = (): Promise<void> => Promise.resolve();
    try {
      const { replicas, simulateDocker, docker, featureGates, webhookHost: host, providerArgs: more } = flags;
      const endpoints = await prepareWebhookEndpoints(
        { folder: join(folder, 'pki', 'webhooks'), host, portOf: (app) => ports.service(app), keys: nodeKeySource(), clock },
        signal,
      );
      const options = { folder, ports, replicas, simulateDocker, docker, featureGates, more, endpoints };
      await install(api.client, { argsOf: (app) => providerArgs(app, options), replicas }, endpoints, clock, signal);
      endServices = await runServices(options, clock);
      await runProviders(options, cluster, providerProcesses, api.client, clock, silentLog, signal);
      await untilReady(options, clock, signal);
      await registerWebhooks(api.client, endpoints, signal);
      // An API server that goes on without the providers would refuse every write of their kinds.
      if (flags.kubeconfig !== undefined) takeBack = () => unregisterWebhooks(api.client, endpoints, never);
      if (flags.docker && flags.dataDir === undefined && flags.kubeconfig === undefined) {
        takeBack = () => leaveNoContainers(api.client, clock, say, hurry);
      }
      say(`Management cluster is up; KUBECONFIG=${cluster.kubeconfig}`);
      if (flags.quickStart) await showQuickStart(flags, api, clock, folder, output, signal);
      output.write(
        whatNext({
          kubeconfig: cluster.kubeconfig,
          folder,
          keepsData: flags.dataDir !== undefined,
          quickStart: flags.quickStart,
          docker: flags.docker,
        }),
      );
      if (!flags.exitWhenReady) await aborted(signal);
    } finally {
      try {
        await takeBack();
      } finally {
        await providerProcesses.stop();
        await endServices();
        await api.close();
      }
    }
    return 0;
  } finally {
    await providerProcesses.stop();
    await apiServer.stop();
    if (flags.dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const manifestOf = ({ manifest, docker }: SandboxFlags): string =>
  manifest ?? repositoryFile(docker ? 'examples/docker-quick-start.yaml' : 'examples/quick-start.yaml');

/** Whether the management cluster comes into being with this start. */
const isNew = ({ dataDir, kubeconfig }: SandboxFlags): boolean =>
  kubeconfig === undefined && (dataDir === undefined || !existsSync(join(dataDir, databaseName)));

/** The objects that name the containers go with the data folder. */
async function leaveNoContainers(client: Client, clock: Clock, say: (line: string) => void, hurry: AbortSignal): Promise<void> {
  const { containerOwners, whatIsLeft } = await import('./docker/what-is-left.ts');
  const { lookForContainers } = await import('./docker/cluster-containers.ts');
  const { createDockerEngine } = await import('@capi/docker-engine');
  const owners = await containerOwners(client, never).catch((error: unknown) => {
    say(`containers may be left behind: ${lookForContainers} shows them`);
    throw error;
  });
  try {
    await deleteClusters(client, clock, say, hurry);
  } catch (error) {
    if (!hurry.aborted) throw error;
  } finally {
    const left = await whatIsLeft(createDockerEngine({ environment: process.env, clock }), owners, never);
    if (left !== undefined) say(left);
  }
}

interface Api {
  readonly client: Client;
  readonly cache: Cache;
  close(): Promise<void>;
}

async function connect(kubeconfig: string, clock: Clock): Promise<Api> {
  const transport = withUserAgent(await kubeconfigTransport(kubeconfig), `capi-sandbox/${version}`);
  const cache = createCache({ transport, clock, random: systemRandom(), log: silentLog });
  return {
    client: createClient({ transport, observer: cache.observer }),
    cache,
    async close() {
      await cache.close();
      await transport.close();
    },
  };
}

function dataFolder(wanted: string | undefined): string {
  if (wanted === undefined) return mkdtempSync(join(tmpdir(), 'capi-sandbox-'));
  try {
    makeFolder(wanted);
    // Found out now rather than by the first process that wants to write.
    writeFileSync(join(wanted, '.writable'), '');
    rmSync(join(wanted, '.writable'));
    return wanted;
  } catch (error) {
    throw terminal({
      action: `use --data-dir=${wanted}`,
      why: error instanceof Error ? error.message : String(error),
      hint: 'name a folder that you may write to',
    });
  }
}

/** Level by level: a file system that refuses new folders makes Node's own way of doing it try for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

async function showQuickStart(
  flags: SandboxFlags,
  { client, cache }: Api,
  clock: Clock,
  folder: string,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<void> {
  const appliedAt = clock.now();
  const elapsed = (): string => `${secondsSince(appliedAt, clock)} s`;
  await applyQuickStart(client, manifestOf(flags), flags.clusters, clock, signal);
  const view = viewOn(output, elapsed);
  let last: Seen = { clusters: [], controlPlanes: [], machineDeployments: [], machines: [] };
  const late = new AbortController();
  const shown = new AbortController();
  const giveUp = async (): Promise<void> => {
    await clock.sleep(seconds(flags.timeoutSeconds), AbortSignal.any([signal, shown.signal]));
    late.abort();
  };
  // Its only failure is that it is not needed any more.
  if (flags.exitWhenReady) giveUp().catch(() => undefined);
  try {
    await watchProgress(
      cache,
      (seen) => {
        last = seen;
        const trees = clusterTrees(seen);
        view.show(trees);
        return seen.clusters.length >= flags.clusters && isReady(trees);
      },
      AbortSignal.any([signal, late.signal]),
    );
  } catch (error) {
    if (!late.signal.aborted) throw error;
    output.write(`${renderTrees(clusterTrees(last), { colour: false })}\n`);
    throw terminal({
      action: 'bring up the quick start',
      why: `not every Machine runs after ${flags.timeoutSeconds} s; the tree above says what each waits for`,
      hint: 'keep the logs with --data-dir and look there',
    });
  } finally {
    shown.abort();
  }
  view.finish(clusterTrees(last));
  const took = elapsed();
  const { running, all } = countRunning(last);
  output.write(`${running} of ${all} Machines run, ${took} after apply.\n`);
  await printWorkloadKubeconfigs(client, last.clusters, folder, output, signal);
}

async function printWorkloadKubeconfigs(
  client: Client,
  clusters: readonly DeepReadonly<Cluster>[],
  folder: string,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<void> {
  const files = await writeWorkloadKubeconfigs(client, clusters, join(folder, 'kubeconfigs'), signal);
  for (const [name, file] of files) output.write(`Workload cluster ${name}: KUBECONFIG=${file}\n`);
}

const secondsSince = (start: Instant, clock: Clock): string => (between(start, clock.now()) / 1000).toFixed(1);
