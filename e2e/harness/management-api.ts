import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clientCertificates, createApiServer, memoryStore } from '@capi/apiserver';
import { createAuthority, issueCertificate, kubeconfig, renderKubeconfig } from '@capi/certificates';
import { nodeKeySource, systemClock, systemRandom } from '@capi/controller-runtime';
import { days, later } from '@capi/seams';

import { findBinaries } from '../real-apiserver/binaries.ts';
import { startRealApiServer } from '../real-apiserver/start.ts';
import { deniedRequests } from './denied-requests.ts';
import { whyNoKubectl } from './kubectl.ts';
import { apiServerKind } from './sandbox.ts';
import { startClusterNetwork } from './stand-ins/cluster-network.ts';

/** An API server with RBAC and nothing installed. */
export interface ManagementApi {
  /** Path of an administrator's kubeconfig. */
  readonly kubeconfig: string;
  readonly url: string;
  /** PEM of the authority that signed its certificate. */
  readonly authority: string;
  /** What service accounts of providers asked for and may not do, each once: `user: verb path`. */
  denied(): readonly string[];
  stop(): Promise<void>;
}

export interface ManagementApiOptions {
  /**
   * Port on loopback of what is behind a Service, which is named by namespace and name (`capi-system/capi-webhook-service`) or by address
   * and port. Absent: webhooks behind Services cannot be called.
   */
  readonly portBehind?: (service: string) => number | undefined;
}

/** The kind of server that the stories are told with: etcd and kube-apiserver, or the embedded one. */
export async function startManagementApi(options: ManagementApiOptions = {}): Promise<ManagementApi> {
  const folder = mkdtempSync(join(tmpdir(), 'capi-api-'));
  const api = await (apiServerKind === 'real' ? startReal(folder, options) : startEmbedded(folder, options));
  return {
    ...api,
    async stop() {
      await api.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Why nothing can be installed by manifests on the kind of server that the stories are told with; undefined when it can. */
export function whyNoInstallation(): string | undefined {
  if (apiServerKind !== 'real') return whyNoKubectl();
  const binaries = findBinaries();
  if (typeof binaries === 'string') return binaries;
  const isComplete = binaries.controllerManager !== undefined;
  return whyNoKubectl() ?? (isComplete ? undefined : 'there is no kube-controller-manager, which fills in aggregated roles');
}

async function startReal(folder: string, { portBehind }: ManagementApiOptions): Promise<ManagementApi> {
  const binaries = findBinaries();
  if (typeof binaries === 'string') throw new Error(`no real API server: ${binaries}`);
  const network = portBehind === undefined ? undefined : await startClusterNetwork(join(folder, 'network'), portBehind);
  const server = await startRealApiServer(binaries, network === undefined ? {} : { clusterNetwork: network.socket });
  return {
    ...server,
    denied: () => deniedRequests(server.auditLog),
    async stop() {
      await server.stop();
      await network?.close();
    },
  };
}

async function startEmbedded(folder: string, { portBehind }: ManagementApiOptions): Promise<ManagementApi> {
  const keys = nodeKeySource();
  const { signal } = new AbortController();
  const now = systemClock().now();
  const authority = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
  const leaf = { notAfter: later(now, days(1)), algorithm: 'ECDSA-P256' } as const;
  const serving = await issueCertificate(
    authority,
    { ...leaf, commonName: 'kube-apiserver', usages: ['server'], dnsNames: ['localhost'], ipAddresses: ['127.0.0.1'] },
    keys,
    signal,
  );
  const admin = await issueCertificate(
    authority,
    { ...leaf, commonName: 'admin', organizations: ['system:masters'], usages: ['client'] },
    keys,
    signal,
  );
  const denied = new Set<string>();
  const server = createApiServer({
    clock: systemClock(),
    random: systemRandom(),
    store: memoryStore(),
    authenticate: clientCertificates,
    authorize: 'roles',
    serviceAccountKey: keys.randomBytes(32),
    clusterCa: authority.certificate,
    resolveService({ namespace, name }) {
      const port = portBehind?.(`${namespace}/${name}`);
      return port === undefined ? undefined : { host: '127.0.0.1', port };
    },
    onRequest({ user, isAllowed, method, path }) {
      if (!isAllowed && user.startsWith('system:serviceaccount:cap')) denied.add(`${user}: ${method} ${path}`);
    },
  });
  const { url } = await server.listen({
    host: '127.0.0.1',
    port: 0,
    tls: { key: serving.privateKey, cert: serving.certificate, clientCa: authority.certificate },
  });
  const file = join(folder, 'admin.kubeconfig');
  const config = kubeconfig({
    server: url,
    clusterName: 'management',
    userName: 'admin',
    contextName: 'management',
    certificateAuthority: authority.certificate,
    clientCertificate: admin.certificate,
    clientKey: admin.privateKey,
  });
  writeFileSync(file, renderKubeconfig(config), { mode: 0o600 });
  return {
    kubeconfig: file,
    url,
    authority: authority.certificate,
    denied: () => [...denied],
    stop: () => server.close(),
  };
}
