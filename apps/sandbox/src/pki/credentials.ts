import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createAuthority, issueCertificate, kubeconfig, renderKubeconfig, type CertificateAndKey } from '@capi/certificates';
import { days, later, type Clock, type KeySource } from '@capi/seams';

import { keptPair, writePair } from './certificate-files.ts';

/** Files of the sandbox's own public-key infrastructure; all of them readable by their owner only. */
export interface Credentials {
  readonly authorityFile: string;
  readonly serverCertificateFile: string;
  readonly serverKeyFile: string;
  /** Writes a kubeconfig for this user and answers its path. */
  kubeconfigOf(user: string, groups: readonly string[], server: string, path: string): Promise<string>;
}

/** Long enough for a sandbox that somebody keeps. */
const lifetime = days(365);

/** Makes the authority and the serving certificate in `folder`, or takes over what an earlier start left there. */
export async function prepareCredentials(folder: string, keys: KeySource, clock: Clock, signal: AbortSignal): Promise<Credentials> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (name: string): string => join(folder, name);
  const authority = await keptPair(file('ca'), () =>
    createAuthority({ now: clock.now(), commonName: 'sandbox', algorithm: 'ECDSA-P256' }, keys, signal),
  );
  const leaf = (options: { commonName: string; groups?: readonly string[]; server: boolean }): Promise<CertificateAndKey> =>
    issueCertificate(
      authority,
      {
        commonName: options.commonName,
        organizations: options.groups ?? [],
        usages: options.server ? ['server'] : ['client'],
        ...(options.server ? { dnsNames: ['localhost', 'kubernetes.default.svc'], ipAddresses: ['127.0.0.1', '::1'] } : {}),
        notAfter: later(clock.now(), lifetime),
        algorithm: 'ECDSA-P256',
      },
      keys,
      signal,
    );
  writePair(file('server'), await leaf({ commonName: 'kube-apiserver', server: true }));
  return {
    authorityFile: file('ca.crt'),
    serverCertificateFile: file('server.crt'),
    serverKeyFile: file('server.key'),
    async kubeconfigOf(user, groups, server, path) {
      const client = await leaf({ commonName: user, groups, server: false });
      const config = kubeconfig({
        server,
        clusterName: 'sandbox',
        userName: user,
        contextName: 'sandbox',
        certificateAuthority: authority.certificate,
        clientCertificate: client.certificate,
        clientKey: client.privateKey,
      });
      writeFileSync(path, renderKubeconfig(config), { mode: 0o600 });
      return path;
    },
  };
}
