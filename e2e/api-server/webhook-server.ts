import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { createAuthority, issueCertificate } from '@capi/certificates';
import { nodeKeySource, systemClock } from '@capi/controller-runtime';
import { hours, later } from '@capi/seams';

export type Fields = Record<string, unknown>;

/** One review as it came, `request` only. */
export interface Review {
  readonly path: string;
  readonly request: Fields;
}

/** What a path answers: the `response` of the review, without its uid; null cuts the connection. */
export type Handler = (request: Fields) => Fields | null | Promise<Fields | null>;

/** A webhook server whose answers a test decides. */
export interface WebhookServer {
  readonly url: string;
  /** PEM in base64. */
  readonly caBundle: string;
  /** Reviews in the order in which they came. */
  readonly reviews: Review[];
  readonly on: (path: string, handler: Handler) => void;
  readonly close: () => Promise<void>;
}

/** Serves over TLS on 127.0.0.1, as the API server wants it. */
export async function webhookServer(): Promise<WebhookServer> {
  const keys = nodeKeySource();
  const { signal } = new AbortController();
  const now = systemClock().now();
  const authority = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
  const leaf = await issueCertificate(
    authority,
    {
      commonName: 'webhooks',
      usages: ['server'],
      dnsNames: ['webhooks.default.svc'],
      ipAddresses: ['127.0.0.1'],
      notAfter: later(now, hours(1)),
    },
    keys,
    signal,
  );
  const handlers = new Map<string, Handler>();
  const reviews: Review[] = [];
  const server = createServer({ key: leaf.privateKey, cert: leaf.certificate }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = new URL(request.url ?? '', 'https://localhost').pathname;
      const review = JSON.parse(Buffer.concat(chunks).toString()) as { kind: string; apiVersion: string; request: Fields };
      reviews.push({ path, request: review.request });
      const handler = handlers.get(path);
      const answer = async (): Promise<void> => {
        const answered = handler === undefined ? null : await handler(review.request);
        if (answered === null) {
          response.destroy();
          return;
        }
        response.setHeader('content-type', 'application/json');
        const { kind, apiVersion } = review;
        response.end(JSON.stringify({ kind, apiVersion, response: { uid: review.request['uid'], ...answered } }));
      };
      answer().catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caBundle: Buffer.from(authority.certificate).toString('base64'),
    reviews,
    on: (path, handler) => void handlers.set(path, handler),
    close: () => closed(server),
  };
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

/** An admission answer that changes nothing. */
export const allowed: Fields = { allowed: true };

/** An admission answer with a JSON patch. */
export const patched = (...operations: readonly Fields[]): Fields => ({
  allowed: true,
  patchType: 'JSONPatch',
  patch: Buffer.from(JSON.stringify(operations)).toString('base64'),
});
