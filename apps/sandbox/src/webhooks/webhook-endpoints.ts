import { mkdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

import type { WebhookClientConfig } from '@capi/api';
import { createAuthority, issueCertificate } from '@capi/certificates';
import { days, later, type Clock, type KeySource } from '@capi/seams';

import { keptPair, writePair } from '../pki/certificate-files.ts';
import { providers, type Provider } from '../providers.ts';

/** Where the webhook servers of the providers are, and what vouches for them. */
export interface WebhookEndpoints {
  readonly host: string;
  /** Folder with `tls.crt` and `tls.key`. */
  certificateFolderOf(app: string): string;
  /** How an API server reaches a path of the provider's server. */
  clientConfig(app: string, path: string): WebhookClientConfig;
}

export interface WebhookEndpointOptions {
  /** Folder for certificates and keys; an authority that is there from an earlier start is used again. */
  readonly folder: string;
  /** Name or address by which the API server reaches this machine. */
  readonly host: string;
  /** The port where the webhooks of a provider are called. */
  readonly portOf: (app: string) => number;
  readonly keys: KeySource;
  readonly clock: Clock;
}

/** Long enough for a sandbox that somebody keeps. */
const lifetime = days(365);

/** Issues a serving certificate for each provider, as cert-manager would, from an authority of the sandbox's own. */
export async function prepareWebhookEndpoints(
  { folder, host, portOf, keys, clock }: WebhookEndpointOptions,
  signal: AbortSignal,
): Promise<WebhookEndpoints> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = await keptPair(join(folder, 'ca'), () =>
    createAuthority({ now: clock.now(), commonName: 'sandbox webhooks', algorithm: 'ECDSA-P256' }, keys, signal),
  );
  const folderOf = ({ app }: Provider): string => join(folder, app);
  for (const provider of providers) {
    mkdirSync(folderOf(provider), { recursive: true, mode: 0o700 });
    const options = {
      commonName: `${provider.app} webhooks`,
      organizations: [],
      usages: ['server'] as const,
      dnsNames: isIP(host) === 0 ? [host, 'localhost'] : ['localhost'],
      ipAddresses: isIP(host) === 0 ? ['127.0.0.1'] : [host],
      notAfter: later(clock.now(), lifetime),
      algorithm: 'ECDSA-P256' as const,
    };
    writePair(join(folderOf(provider), 'tls'), await issueCertificate(authority, options, keys, signal));
  }
  const caBundle = Buffer.from(authority.certificate).toString('base64');
  const authorityPart = isIP(host) === 6 ? `[${host}]` : host;
  return {
    host,
    certificateFolderOf: (app) => join(folder, app),
    clientConfig: (app, path) => ({ url: `https://${authorityPart}:${portOf(app)}${path}`, caBundle }),
  };
}
