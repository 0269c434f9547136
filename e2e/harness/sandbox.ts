import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findBinaries } from '../real-apiserver/binaries.ts';
import { startRealApiServer, type RealApiServer } from '../real-apiserver/start.ts';
import { deniedRequests } from './denied-requests.ts';
import { eventually } from './eventually.ts';
import { freePortBlock } from './free-ports.ts';
import { kubectlWith, type Kubectl } from './kubectl.ts';

/** A sandbox as a user starts it: a process, its output, its kubeconfig. */
export interface RunningSandbox {
  readonly kubectl: Kubectl;
  /** Of the management cluster's administrator. */
  readonly kubeconfig: string;
  readonly dataDir: string;
  /** Everything printed so far. */
  output(): string;
  /** Process id of `api-server` or of a provider's app, as it is now. */
  pidOf(name: string): number;
  /** All processes by name: the providers, the sandbox, and what serves the API. */
  pids(): Readonly<Record<string, number>>;
  /** Base URL of the webhook server of a provider. */
  webhookUrl(app: string): string;
  /** Where a provider tells its metrics. */
  metricsUrl(app: string): string;
  /** Metrics of a provider in Prometheus text format. */
  metrics(app: string): Promise<string>;
  /** Whether a replica of a provider says that it is ready; the first is 0. */
  ready(app: string, replica: number): Promise<boolean>;
  /** Webhook server of a provider. */
  webhooks(app: string): WebhookServer;
  /** File with one JSON line per request to the management API, in the shape of Kubernetes audit events. */
  readonly auditLog: string;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
  /** kubectl for a workload cluster, by the kubeconfig in its secret. */
  workload(cluster: string, namespace?: string): Promise<Kubectl>;
  /** Ctrl-C, then waits; removes the data folder unless it is to be kept. */
  stop(options?: { readonly keepData?: boolean }): Promise<void>;
}

/** Where a webhook server is, and what vouches for it. */
export interface WebhookServer {
  readonly url: string;
  readonly authorityFile: string;
}

export const repository = fileURLToPath(new URL('../../', import.meta.url));
/** In the order of their ports. */
export const apps = ['core', 'kubeadm-bootstrap', 'kubeadm-control-plane', 'capd'];
/** `real` runs the same stories against etcd and kube-apiserver. */
export const apiServerKind = process.env['CAPI_E2E_API'] === 'real' ? 'real' : 'embedded';

/** What a sandbox is started with beside its flags. */
export interface SandboxSurroundings {
  /** An administrator's kubeconfig of the API server to work on. Absent: one is started, of the kind that the stories are told with. */
  readonly kubeconfig?: string;
  /** Variables of the environment, for its processes, too. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a management cluster with the four providers, and waits until it answers. */
export async function startSandbox(
  flags: readonly string[] = [],
  dataDir = mkdtempSync(join(tmpdir(), 'capi-e2e-')),
  { kubeconfig: existing, environment }: SandboxSurroundings = {},
): Promise<RunningSandbox> {
  const real = apiServerKind === 'real' && existing === undefined ? await startReal() : undefined;
  // One for the API server, three for each provider and replica, and one for the service of each provider.
  const apiPort = await freePortBlock(1 + 2 * apps.length * 3 + apps.length);
  const ports = apiPort + 1;
  const auditLog = real?.auditLog ?? join(dataDir, 'audit.log');
  const main = join(repository, 'dist/apps/sandbox/main.js');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      main,
      `--data-dir=${dataDir}`,
      `--provider-ports=${ports}`,
      ...apiServerFlags(existing ?? real?.kubeconfig, apiPort, auditLog),
      ...flags,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  const kubeconfig = existing ?? real?.kubeconfig ?? join(dataDir, 'management.kubeconfig');
  const kubectl = kubectlWith(kubeconfig);
  const sandbox: RunningSandbox = {
    kubectl,
    kubeconfig,
    dataDir,
    output: () => printed,
    pidOf(name) {
      const pid = readPids(dataDir)[name];
      if (pid === undefined) throw new Error(`processes.json names no ${name}`);
      return pid;
    },
    pids: () => ({
      sandbox: child.pid ?? 0,
      ...readPids(dataDir),
      ...Object.fromEntries((real?.processes ?? []).map(({ name, pid }) => [name, pid])),
    }),
    webhookUrl: (app) => `https://127.0.0.1:${ports + 8 + apps.indexOf(app)}`,
    metricsUrl: (app) => `http://127.0.0.1:${ports + apps.indexOf(app) * 2 + 1}/metrics`,
    async metrics(app) {
      const response = await fetch(sandbox.metricsUrl(app));
      return response.text();
    },
    async ready(app, replica) {
      const url = `http://127.0.0.1:${ports + replica * apps.length * 3 + apps.indexOf(app) * 2}/readyz`;
      return fetch(url, { signal: AbortSignal.timeout(1000) }).then(
        async (response) => (await response.text(), response.ok),
        () => false,
      );
    },
    webhooks: (app) => ({
      url: `https://127.0.0.1:${ports + apps.length * 2 + apps.indexOf(app)}`,
      authorityFile: join(dataDir, 'pki', 'webhooks', 'ca.crt'),
    }),
    auditLog,
    exited,
    async workload(cluster, namespace = 'default') {
      const file = join(dataDir, `${namespace}-${cluster}-from-secret.kubeconfig`);
      const secret = ['-n', namespace, 'get', 'secret', `${cluster}-kubeconfig`, '-o', 'jsonpath={.data.value}'];
      const value = await eventually(`the kubeconfig of ${cluster}`, () => kubectl(...secret));
      writeFileSync(file, Buffer.from(value, 'base64'), { mode: 0o600 });
      return kubectlWith(file);
    },
    async stop(options) {
      await interrupt(child, exited);
      const denied = deniedRequests(auditLog);
      await real?.stop();
      if (options?.keepData !== true) rmSync(dataDir, { recursive: true, force: true });
      if (denied.length > 0) throw new Error(`providers asked for what their roles do not allow:\n${denied.join('\n')}`);
    },
  };
  try {
    const ended = await eventually(
      'the management cluster is up',
      async () => {
        if (child.exitCode !== null && child.exitCode !== 0) return child.exitCode;
        return printed.includes('Management cluster is up') ? 0 : undefined;
      },
      // Ten processes start at once when there are two replicas.
      180,
    );
    if (ended !== 0) throw new Error(`the sandbox ended with ${ended}`);
    return sandbox;
  } catch (error) {
    await sandbox.stop();
    throw new Error(`the sandbox did not start; it printed:\n${printed}`, { cause: error });
  }
}

function apiServerFlags(existing: string | undefined, port: number, auditLog: string): readonly string[] {
  return existing === undefined ? [`--api-port=${port}`, `--audit-log=${auditLog}`] : [`--kubeconfig=${existing}`];
}

async function startReal(): Promise<RealApiServer> {
  const binaries = findBinaries();
  if (typeof binaries === 'string') throw new Error(`no real API server: ${binaries}`);
  return startRealApiServer(binaries);
}

const readPids = (dataDir: string): Record<string, number> =>
  JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as Record<string, number>;

async function interrupt(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  const hard = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await exited;
  clearTimeout(hard);
}
