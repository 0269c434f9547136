import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createAuthority, issueCertificate, kubeconfig, renderKubeconfig, type CertificateAndKey } from '@capi/certificates';
import { nodeKeySource } from '@capi/controller-runtime';
import { days, instant, later } from '@capi/seams';

import type { Binaries } from './binaries.ts';

export interface RealApiServer {
  /** Path of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  readonly url: string;
  /** PEM of the authority that signed its certificate. */
  readonly authority: string;
  /** One JSON line per request, as kube-apiserver's audit log has it. */
  readonly auditLog: string;
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  stop(): Promise<void>;
}

const host = '127.0.0.1';

export interface RealApiServerOptions {
  /** Path of a Unix socket on which somebody answers CONNECT for addresses of the cluster's network: how webhooks behind Services are reached. */
  readonly clusterNetwork?: string;
}

/** Starts etcd, kube-apiserver (RBAC on) and, when there is one, kube-controller-manager on free loopback ports. */
export async function startRealApiServer(binaries: Binaries, { clusterNetwork }: RealApiServerOptions = {}): Promise<RealApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'capi-real-apiserver-'));
  const children: { name: string; child: ChildProcess }[] = [];
  const run = (name: string, program: string, args: readonly string[]): void => {
    const log = createWriteStream(join(folder, `${name}.log`));
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    children.push({ name, child });
  };
  const stop = async (): Promise<void> => {
    for (const { child } of children.toReversed()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const pki = await writePki(folder);
    const [etcdPort, peerPort, apiPort] = await Promise.all([freePort(), freePort(), freePort()]);
    const server = `https://${host}:${apiPort}`;
    run('etcd', binaries.etcd, [
      `--data-dir=${folder}/etcd`,
      `--listen-client-urls=http://${host}:${etcdPort}`,
      `--advertise-client-urls=http://${host}:${etcdPort}`,
      `--listen-peer-urls=http://${host}:${peerPort}`,
      `--initial-advertise-peer-urls=http://${host}:${peerPort}`,
      `--initial-cluster=default=http://${host}:${peerPort}`,
      // A throw-away cluster: what a power cut would lose is of no interest.
      '--unsafe-no-fsync=true',
    ]);
    const auditLog = join(folder, 'audit.log');
    writeFileSync(
      join(folder, 'audit-policy.yaml'),
      'apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules: [{level: Metadata}]\n',
    );
    if (clusterNetwork !== undefined) writeFileSync(join(folder, 'egress.yaml'), egressThrough(clusterNetwork));
    run('kube-apiserver', binaries.apiServer, [
      ...(clusterNetwork === undefined ? [] : [`--egress-selector-config-file=${folder}/egress.yaml`]),
      `--etcd-servers=http://${host}:${etcdPort}`,
      // As kubeadm starts it. Upstream's Docker provider asks for a privileged pod.
      '--allow-privileged',
      `--bind-address=${host}`,
      `--advertise-address=${host}`,
      `--secure-port=${apiPort}`,
      `--tls-cert-file=${pki.file('server.crt')}`,
      `--tls-private-key-file=${pki.file('server.key')}`,
      `--client-ca-file=${pki.file('ca.crt')}`,
      `--service-account-key-file=${pki.file('sa.key')}`,
      `--service-account-signing-key-file=${pki.file('sa.key')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--authorization-mode=RBAC',
      '--disable-admission-plugins=ServiceAccount',
      `--audit-log-path=${auditLog}`,
      `--audit-policy-file=${folder}/audit-policy.yaml`,
      '--endpoint-reconciler-type=none',
    ]);
    const admin = await pki.kubeconfigOf('admin', ['system:masters'], server);
    await waitUntilReady(server, pki.authority.certificate, children);
    if (binaries.controllerManager !== undefined) {
      run('kube-controller-manager', binaries.controllerManager, [
        `--kubeconfig=${await pki.kubeconfigOf('system:kube-controller-manager', ['system:masters'], server)}`,
        '--controllers=garbage-collector-controller,namespace-controller,serviceaccount-controller,clusterrole-aggregation-controller',
        '--leader-elect=false',
        '--secure-port=0',
        `--service-account-private-key-file=${pki.file('sa.key')}`,
      ]);
    }
    const processes = children.map(({ name, child }) => ({ name, pid: child.pid ?? 0 }));
    return { kubeconfig: admin, url: server, authority: pki.authority.certificate, auditLog, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const egressThrough = (udsName: string): string =>
  JSON.stringify({
    apiVersion: 'apiserver.k8s.io/v1beta1',
    kind: 'EgressSelectorConfiguration',
    egressSelections: [{ name: 'cluster', connection: { proxyProtocol: 'HTTPConnect', transport: { uds: { udsName } } } }],
  });

interface Pki {
  readonly authority: CertificateAndKey;
  file(name: string): string;
  kubeconfigOf(user: string, groups: readonly string[], server: string): Promise<string>;
}

async function writePki(folder: string): Promise<Pki> {
  const pki = join(folder, 'pki');
  mkdirSync(pki, { mode: 0o700 });
  const keys = nodeKeySource();
  const { signal } = new AbortController();
  const now = instant(Date.now());
  const notAfter = later(now, days(1));
  const authority = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
  const server = await issueCertificate(
    authority,
    {
      commonName: 'kube-apiserver',
      usages: ['server'],
      dnsNames: ['localhost', 'kubernetes.default.svc'],
      ipAddresses: [host],
      notAfter,
      algorithm: 'ECDSA-P256',
    },
    keys,
    signal,
  );
  const file = (name: string): string => join(pki, name);
  const write = (name: string, text: string): void => writeFileSync(file(name), text, { mode: 0o600 });
  write('ca.crt', authority.certificate);
  write('server.crt', server.certificate);
  write('server.key', server.privateKey);
  write('sa.key', (await keys.generate('RSA-2048', signal)).privateKey);
  return {
    authority,
    file,
    async kubeconfigOf(user, groups, url) {
      const client = await issueCertificate(
        authority,
        { commonName: user, organizations: groups, usages: ['client'], notAfter, algorithm: 'ECDSA-P256' },
        keys,
        signal,
      );
      const name = `${user.replaceAll(':', '-')}.kubeconfig`;
      const config = kubeconfig({
        server: url,
        clusterName: 'real',
        userName: user,
        contextName: 'real',
        certificateAuthority: authority.certificate,
        clientCertificate: client.certificate,
        clientKey: client.privateKey,
      });
      write(name, renderKubeconfig(config));
      return file(name);
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function waitUntilReady(server: string, ca: string, children: readonly { name: string; child: ChildProcess }[]): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const dead = children.find(({ child }) => child.exitCode !== null);
    if (dead !== undefined) throw new Error(`${dead.name} ended with exit code ${dead.child.exitCode} while starting`);
    if (await answers(`${server}/readyz`, ca)) return;
    await sleep(100);
  }
  throw new Error('kube-apiserver was not ready within 60 s');
}

function answers(url: string, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request(url, { ca }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    probe.on('error', () => resolve(false));
    probe.end();
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const killed = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await closed;
  clearTimeout(killed);
}
