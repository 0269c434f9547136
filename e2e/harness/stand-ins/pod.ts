import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { DeepReadonly } from '@capi/seams';
import { stringify } from 'yaml';

import { freePortBlock } from '../free-ports.ts';
import { repository } from '../sandbox.ts';
import type { DeploymentObject, SecretObject } from './resources.ts';

/** One process that stands for a pod of a provider's Deployment. */
export interface Pod {
  /** Folder below `apps/`. */
  readonly app: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly health: string;
  readonly diagnostics: string;
  readonly webhookPort: number;
  isReady(): Promise<boolean>;
  /** What it said when it was asked last. */
  wasReady(): boolean;
  log(): string;
  stop(): Promise<void>;
}

export interface PodOptions {
  readonly name: string;
  /** Of the API server, and the PEM that vouches for it. */
  readonly server: { readonly url: string; readonly authority: string };
  /** Of the service account. */
  readonly token: string;
  /** What its volumes hold. */
  readonly secrets: readonly DeepReadonly<SecretObject>[];
  /** Where its files may be; one that is not there yet. */
  readonly folder: string;
  /** App → upstream's program, for Deployments with an image of theirs. */
  readonly upstream: Readonly<Record<string, string>>;
}

/** Last part of an image's name → the app that is in it. */
const appsOfImages: Readonly<Record<string, string>> = {
  'cluster-api-controller': 'core',
  'kubeadm-bootstrap-controller': 'kubeadm-bootstrap',
  'kubeadm-control-plane-controller': 'kubeadm-control-plane',
  'capd-manager': 'capd',
};

/** Starts what is in the Deployment's image, with the arguments and the environment of its container, on loopback. */
export async function startPod(deployment: DeploymentObject, options: PodOptions): Promise<Pod> {
  const { metadata, spec } = deployment;
  const [container] = spec.template.spec.containers;
  if (container === undefined) throw new Error(`Deployment ${metadata.name} has no container`);
  const image = /([^/:]+)(?::[^/]*)?$/.exec(container.image)?.[1] ?? '';
  const app = appsOfImages[image];
  if (app === undefined) throw new Error(`Deployment ${metadata.name} has an image that no story has: ${container.image}`);
  const firstPort = await freePortBlock(3);
  const [health, diagnostics, webhooks] = [0, 1, 2].map((offset) => `127.0.0.1:${firstPort + offset}`) as [string, string, string];
  mkdirSync(options.folder, { recursive: true });
  const facts: Readonly<Record<string, string>> = {
    'metadata.name': options.name,
    'metadata.namespace': metadata.namespace ?? '',
    'metadata.uid': randomUUID(),
    'status.podIP': '127.0.0.1',
  };
  const env = Object.fromEntries(
    (container.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? facts[valueFrom?.fieldRef.fieldPath ?? ''] ?? '']),
  );
  // Images of our releases are on no registry.
  const theirs = container.image.startsWith('localhost/') ? undefined : options.upstream[app];
  const args = onLoopback(container.args ?? [], {
    '--health-addr': health,
    '--diagnostics-address': diagnostics,
    // Upstream's has no such flag, and listens on all addresses.
    ...(theirs === undefined ? { '--webhook-host': '127.0.0.1' } : {}),
    '--webhook-port': String(firstPort + 2),
    '--kubeconfig': writeKubeconfig(options),
    ...mountSecrets(deployment, options),
  });
  // Not the machine's, where other management clusters keep simulated clusters of the same names; but one for all pods of the provider,
  // so that they outlive a rollout.
  const tmp = join(dirname(options.folder), `${app}-tmp`);
  mkdirSync(tmp, { recursive: true });
  let written = '';
  let ready = false;
  const [program, ...first] =
    theirs === undefined
      ? [process.execPath, '--disable-warning=ExperimentalWarning', join(repository, 'dist/apps', app, 'main.js')]
      : asInPod(theirs, metadata.namespace ?? '', options.folder);
  let stopping = false;
  const start = (): ChildProcess => {
    const started = spawn(program, [...first, ...args], {
      env: { PATH: process.env['PATH'], TMPDIR: tmp, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
    started.on('exit', (code, by) => {
      if (stopping) return;
      written += `\nthe process ended with ${code ?? by}, and is started again\n`;
      restart = setTimeout(() => (child = start()), 1000);
    });
    return started;
  };
  let restart: NodeJS.Timeout | undefined;
  let child = start();
  return {
    app,
    name: options.name,
    namespace: metadata.namespace ?? '',
    labels: spec.template.metadata.labels ?? {},
    health,
    diagnostics,
    webhookPort: Number(webhooks.split(':')[1]),
    isReady: async () => (ready = await answersReady(health)),
    wasReady: () => ready && child.exitCode === null && child.signalCode === null,
    log: () => written,
    stop() {
      stopping = true;
      clearTimeout(restart);
      return end(child);
    },
  };
}

/** Upstream's programs read the namespace for their lease from a file of every pod, which nothing can tell them to look for elsewhere. */
function asInPod(program: string, namespace: string, folder: string): readonly [string, ...string[]] {
  const file = join(folder, 'namespace');
  writeFileSync(file, namespace);
  const mount = 'mount -t tmpfs tmpfs /run && mkdir -p "$0" && cp "$1" "$0/namespace" && shift && exec "$@"';
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', mount, '/run/secrets/kubernetes.io/serviceaccount', file, program];
}

/** Addresses of a container would be taken by the next process, and be open to the network. */
function onLoopback(args: readonly string[], own: Readonly<Record<string, string>>): readonly string[] {
  const kept = args.filter((flag) => own[flag.split('=')[0] ?? ''] === undefined);
  return [...kept, ...Object.entries(own).map(([flag, value]) => `${flag}=${value}`)];
}

/** What the kubelet does with volumes from Secrets; the flag that says where the webhook certificate is, since it is not at its usual place. */
function mountSecrets({ spec }: DeploymentObject, { secrets, folder }: PodOptions): Readonly<Record<string, string>> {
  for (const { metadata, data = {} } of secrets) {
    mkdirSync(join(folder, metadata.name), { recursive: true });
    for (const [file, value] of Object.entries(data)) {
      writeFileSync(join(folder, metadata.name, file), Buffer.from(value, 'base64'), { mode: 0o600 });
    }
  }
  const mount = spec.template.spec.containers[0]?.volumeMounts?.find(({ mountPath }) => mountPath.endsWith('/serving-certs'));
  const volume = spec.template.spec.volumes?.find(({ name }) => name === mount?.name);
  return volume?.secret === undefined ? {} : { '--webhook-cert-dir': join(folder, volume.secret.secretName) };
}

function writeKubeconfig({ server, token, folder }: PodOptions): string {
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const cluster = { server: server.url, 'certificate-authority-data': Buffer.from(server.authority).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'management', cluster }],
    users: [{ name: 'pod', user: { tokenFile } }],
    contexts: [{ name: 'pod', context: { cluster: 'management', user: 'pod' } }],
    'current-context': 'pod',
  };
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, stringify(config));
  return file;
}

async function answersReady(address: string): Promise<boolean> {
  try {
    const response = await fetch(`http://${address}/readyz`);
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // nobody listens yet
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await closed;
  clearTimeout(hard);
}
