import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { seconds, type Clock } from '@capi/seams';
import type { FastifyInstance } from 'fastify';

import { parseAddress, type Listening } from '../health/listen.ts';
import { tlsOptions, type TlsSettings } from '../health/tls-options.ts';
import { largestAdmissionReview } from './refuse.ts';
import type { CertificatePair, CertificateSource } from './serving-certificate.ts';
import { addRoutes, type WebhookRoutes } from './webhook-routes.ts';

/** What is served, where, and under which certificate. */
export interface WebhookServerOptions extends WebhookRoutes {
  /** `:9443`, `127.0.0.1:0`. */
  readonly address: string;
  readonly certificate: CertificateSource;
  readonly tls: TlsSettings;
  readonly clock: Clock;
  /** Told when a renewed certificate is in use. */
  readonly renewed?: (pair: CertificatePair) => void;
}

/** The API server waits for no answer longer than this. */
const requestTimeout = 30_000;
/** Longer than the 90 s that the API server keeps a connection it does not use: it ends them, so that no request meets a closed one. */
const keepAliveTimeout = 120_000;
/** Requests that are being answered when the end is asked for. */
const grace = seconds(3);

/**
 * Serves webhooks over HTTPS until it is closed. What is no review is refused with a 4xx status and a `metav1.Status` that says why.
 * @param signal ends the wait for a certificate
 * @throws Error with one line when the certificate cannot be read, or the address is bad or taken
 */
export async function serveWebhooks(options: WebhookServerOptions, signal: AbortSignal): Promise<Listening> {
  const { clock, certificate } = options;
  const first = await certificate.first(signal);
  // Loaded here, since it takes a tenth of a second and not every process serves webhooks.
  const { fastify } = await import('fastify');
  const settings = tlsOptions(options.tls);
  const app = fastify({
    https: {
      ...settings,
      ...first,
      // The API server speaks both; HTTP/1.1 has the limits on slow clients that are wanted here.
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: 10_000,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 1000,
      requestTimeout,
    },
    requestTimeout,
    keepAliveTimeout,
    bodyLimit: largestAdmissionReview,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance<Server>;
  addRoutes(app, options);

  const ended = new AbortController();
  const watching = certificate.follow((pair) => {
    app.server.setSecureContext({ ...settings, ...pair });
    options.renewed?.(pair);
  }, ended.signal);
  try {
    const address = await listenOn(app, options.address);
    return {
      address,
      async close() {
        ended.abort(new Error('the webhook server is closed'));
        const closed = new AbortController();
        const impatience = clock.sleep(grace, closed.signal).then(
          () => app.server.closeAllConnections(),
          () => undefined,
        );
        await Promise.all([app.close().finally(() => closed.abort()), impatience, watching]);
      },
    };
  } catch (error) {
    ended.abort(error);
    await Promise.all([app.close(), watching]);
    throw error;
  }
}

async function listenOn(app: FastifyInstance<Server>, address: string): Promise<string> {
  const where = parseAddress(address);
  if (where === undefined) throw new Error(`cannot start the webhook server: "${address}" is not an address such as :9443`);
  try {
    await app.listen({ port: where.port, host: where.host ?? '::' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A machine without IPv6.
    if (where.host === undefined && code === 'EAFNOSUPPORT') return listenOn(app, `0.0.0.0:${where.port}`);
    const why = code === 'EADDRINUSE' ? 'the port is in use' : error instanceof Error ? error.message : String(error);
    throw new Error(`cannot start the webhook server on ${address}: ${why}`, { cause: error });
  }
  const { address: host, family, port } = app.server.address() as AddressInfo;
  return family === 'IPv6' ? `[${host}]:${port}` : `${host}:${port}`;
}
