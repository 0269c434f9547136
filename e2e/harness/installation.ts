import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createAuthority, issueCertificate } from '@capi/certificates';
import { nodeKeySource, systemClock } from '@capi/controller-runtime';
import { days, later } from '@capi/seams';
import { parseAllDocuments, stringify } from 'yaml';

import { certManagerKinds } from './cert-manager-kinds.ts';
import { eventually } from './eventually.ts';
import { freePortBlock } from './free-ports.ts';
import { kubectlWith, type Kubectl } from './kubectl.ts';
import type { ManagementApi } from './management-api.ts';
import { repository } from './sandbox.ts';

/** One provider as its manifests install it. */
export interface InstalledProvider {
  readonly app: string;
  readonly namespace: string;
  readonly deployment: string;
  readonly serviceAccount: string;
  readonly health: string;
  readonly diagnostics: string;
  /** All that its process wrote so far. */
  log(): string;
}

export interface Installation {
  readonly providers: readonly InstalledProvider[];
  stop(): Promise<void>;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
interface ServiceConfig {
  readonly service?: { readonly path?: string };
}

const apps = ['core', 'kubeadm-bootstrap', 'kubeadm-control-plane', 'capd'];

/**
 * Applies the manifests of the four providers, and runs a process for each of their Deployments: with the arguments and the environment
 * that are written there, and a token of the service account. Nothing else is changed than what a machine without pods, Services and
 * cert-manager needs: addresses are on loopback, and this function issues the certificates.
 * @param manifests app → file, with every variable filled in
 */
export async function install(api: ManagementApi, manifests: Readonly<Record<string, string>>): Promise<Installation> {
  const kubectl = kubectlWith(api.kubeconfig);
  const folder = mkdtempSync(join(tmpdir(), 'capi-installation-'));
  const ports = await freePortBlock(apps.length * 3);
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await applyCertManagerKinds(kubectl);
    const authority = await createAuthority({ now: systemClock().now(), algorithm: 'ECDSA-P256' }, nodeKeySource(), never);
    const providers: InstalledProvider[] = [];
    for (const [index, app] of apps.entries()) {
      const [health, diagnostics, webhooks] = [0, 1, 2].map((offset) => `127.0.0.1:${ports + index * 3 + offset}`) as [
        string,
        string,
        string,
      ];
      const objects = parseAllDocuments(readFileSync(manifests[app] ?? '', 'utf8')).map((document) => document.toJS() as Manifest);
      const caBundle = Buffer.from(authority.certificate).toString('base64');
      await kubectl.apply(objects.map((object) => stringify(callsWebhooksAt(object, webhooks, caBundle))).join('---\n'));
      const home = join(folder, app);
      mkdirSync(home);
      await mountCertificate(objects, authority, home);
      const deployment = deploymentOf(objects);
      const user = `system:serviceaccount:${deployment.namespace}:${deployment.serviceAccount}`;
      await eventually(`${user} may work`, async () => {
        const { stdout } = await kubectl.attempt(['auth', 'can-i', 'watch', 'clusters.cluster.x-k8s.io', '--as', user]);
        return stdout.trim() === 'yes' ? true : undefined;
      });
      const token = await kubectl('create', 'token', deployment.serviceAccount, '-n', deployment.namespace, '--duration=1h');
      const started = startProcess(app, deployment, [
        ...withAddresses(deployment.args, { health, diagnostics, webhooks }),
        `--webhook-cert-dir=${home}`,
        `--kubeconfig=${writeKubeconfig(api, token.trim(), home)}`,
      ]);
      children.push(started.child);
      const { namespace, name, serviceAccount } = deployment;
      providers.push({ app, namespace, deployment: name, serviceAccount, health, diagnostics, log: started.log });
    }
    for (const provider of providers) {
      await eventually(`${provider.app} is ready`, () => isReady(provider.health), 60).catch((error: unknown) => {
        throw new Error(`${provider.app} is not ready; it wrote:\n${provider.log()}`, { cause: error });
      });
    }
    return { providers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const never = new AbortController().signal;

/** Makes the kinds of cert-manager known, without cert-manager. */
export async function applyCertManagerKinds(kubectl: Kubectl): Promise<void> {
  await kubectl.apply(certManagerKinds);
  await kubectl('wait', 'crd/certificates.cert-manager.io', 'crd/issuers.cert-manager.io', '--for=condition=Established', '--timeout=30s');
}

/** The same object, but its webhooks are at an address and not behind a Service. */
function callsWebhooksAt(object: Manifest, address: string, caBundle: string): unknown {
  return JSON.parse(JSON.stringify(object), (key, value: unknown) => {
    // A schema may describe a field of this name.
    const path = key === 'clientConfig' ? (value as ServiceConfig).service?.path : undefined;
    return typeof path === 'string' ? { url: `https://${address}${path}`, caBundle } : value;
  });
}

/** Does what cert-manager and the kubelet would: issues what the Certificate asks for, and puts it where the container has it. */
async function mountCertificate(
  objects: readonly Manifest[],
  authority: Awaited<ReturnType<typeof createAuthority>>,
  folder: string,
): Promise<void> {
  const wanted = objects.find(({ kind }) => kind === 'Certificate') as { spec: { dnsNames: string[] } } | undefined;
  const serving = await issueCertificate(
    authority,
    {
      commonName: wanted?.spec.dnsNames[0] ?? 'webhooks',
      usages: ['server'],
      dnsNames: wanted?.spec.dnsNames ?? [],
      ipAddresses: ['127.0.0.1'],
      notAfter: later(systemClock().now(), days(1)),
      algorithm: 'ECDSA-P256',
    },
    nodeKeySource(),
    never,
  );
  writeFileSync(join(folder, 'tls.crt'), serving.certificate);
  writeFileSync(join(folder, 'tls.key'), serving.privateKey, { mode: 0o600 });
}

interface DeploymentFacts {
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface DeploymentManifest {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: readonly {
          readonly args: readonly string[];
          readonly env: readonly { name: string; value?: string; valueFrom?: { fieldRef: { fieldPath: string } } }[];
        }[];
      };
    };
  };
}

function deploymentOf(objects: readonly Manifest[]): DeploymentFacts {
  const found = objects.find(({ kind }) => kind === 'Deployment') as unknown as DeploymentManifest | undefined;
  const [container] = found?.spec.template.spec.containers ?? [];
  if (found === undefined || container === undefined) throw new Error('the manifests have no Deployment with a container');
  const { name, namespace } = found.metadata;
  const pod: Readonly<Record<string, string>> = {
    'metadata.name': `${name}-0`,
    'metadata.namespace': namespace,
    'metadata.uid': randomUUID(),
    'status.podIP': '127.0.0.1',
  };
  const env = Object.fromEntries(
    container.env.map(({ name: key, value, valueFrom }) => [key, value ?? pod[valueFrom?.fieldRef.fieldPath ?? ''] ?? '']),
  );
  return { name, namespace, serviceAccount: found.spec.template.spec.serviceAccountName, args: container.args, env };
}

/** Ports of the Deployment would be taken by the next provider, and be open to the network. */
function withAddresses(args: readonly string[], at: { health: string; diagnostics: string; webhooks: string }): readonly string[] {
  const [host = '', port = ''] = at.webhooks.split(':');
  const own = [`--health-addr=${at.health}`, `--diagnostics-address=${at.diagnostics}`, `--webhook-host=${host}`, `--webhook-port=${port}`];
  const replaced = new Set(own.map((flag) => flag.split('=')[0]));
  return [...args.filter((flag) => !replaced.has(flag.split('=')[0])), ...own];
}

function writeKubeconfig({ url, authority }: ManagementApi, token: string, folder: string): string {
  const file = join(folder, 'kubeconfig');
  writeFileSync(join(folder, 'token'), token, { mode: 0o600 });
  const cluster = { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'management', cluster }],
    users: [{ name: 'pod', user: { tokenFile: join(folder, 'token') } }],
    contexts: [{ name: 'pod', context: { cluster: 'management', user: 'pod' } }],
    'current-context': 'pod',
  };
  writeFileSync(file, stringify(config));
  return file;
}

function startProcess(app: string, { env }: DeploymentFacts, args: readonly string[]): { child: ChildProcess; log: () => string } {
  let written = '';
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(repository, 'dist/apps', app, 'main.js'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
  return { child, log: () => written };
}

async function isReady(address: string): Promise<true | undefined> {
  const response = await fetch(`http://${address}/readyz`);
  await response.arrayBuffer();
  return response.status === 200 ? true : undefined;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await closed;
  clearTimeout(hard);
}
