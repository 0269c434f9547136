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
import { apiServerKind } from './sandbox.ts';

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

/** The kind of server that the stories are told with: etcd and kube-apiserver, or the embedded one. */
export const startManagementApi = (): Promise<ManagementApi> => (apiServerKind === 'real' ? startReal() : startEmbedded());

async function startReal(): Promise<ManagementApi> {
  const binaries = findBinaries();
  if (typeof binaries === 'string') throw new Error(`no real API server: ${binaries}`);
  const server = await startRealApiServer(binaries);
  return { ...server, denied: () => deniedRequests(server.auditLog) };
}

async function startEmbedded(): Promise<ManagementApi> {
  const folder = mkdtempSync(join(tmpdir(), 'capi-management-api-'));
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
    async stop() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
