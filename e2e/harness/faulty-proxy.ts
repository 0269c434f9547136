import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { Agent, request } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createAuthority, issueCertificate, kubeconfig, renderKubeconfig } from '@capi/certificates';
import { loadAccess, nodeKeySource, systemClock } from '@capi/controller-runtime';
import { days, later } from '@capi/seams';

import { freePortBlock } from './free-ports.ts';

/** A request on its way to the API server. */
interface PassingRequest {
  readonly method: string;
  readonly path: string;
  /** Absent for the administrator. */
  readonly token: string | undefined;
}

/** What is answered in place of the API server. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Lies between clients and their API server, speaks TLS with both, and does what networks and servers do on bad days. */
export interface FaultyProxy {
  /** Path of an administrator's kubeconfig, by way of the proxy. */
  readonly kubeconfig: string;
  /** Answers some requests itself; undefined lets all of them pass. */
  refuse: ((request: PassingRequest) => Refusal | undefined) | undefined;
  /** Breaks all connections. */
  cut(): void;
  /** Breaks all connections and accepts no more, as if nobody were there. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const hopByHop = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'proxy-connection', 'upgrade']);
const endToEnd = (headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':') && !hopByHop.has(name)));

/** Starts a proxy before the API server that an administrator's kubeconfig names. */
export async function startFaultyProxy(behind: string): Promise<FaultyProxy> {
  const keys = nodeKeySource();
  // Whoever shows it is the administrator: a client certificate does not pass through a proxy.
  const token = Buffer.from(keys.randomBytes(24)).toString('base64url');
  const upstream = await openUpstream(behind);
  const { certificateAuthority, server } = await makeServer();
  const proxy: Pick<FaultyProxy, 'refuse'> = { refuse: undefined };
  server.on('request', (asked: Http2ServerRequest, response: Http2ServerResponse) => {
    const shown = /^Bearer (.*)$/.exec(asked.headers.authorization ?? '')?.[1];
    const isAdministrator = shown === token;
    const refusal = proxy.refuse?.({ method: asked.method, path: asked.url, token: isAdministrator ? undefined : shown });
    if (refusal === undefined) return upstream.pass(asked, response, isAdministrator);
    asked.resume();
    response.writeHead(refusal.status, { 'content-type': 'text/plain', ...refusal.headers });
    response.end(refusal.body ?? '');
  });
  const cut = trackConnections(server);
  const port = await freePortBlock(1);
  const comeBack = (): Promise<void> => new Promise((resolve) => server.listen(port, host, () => resolve()));
  const goAway = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      cut();
    });
  await comeBack();
  const folder = mkdtempSync(join(tmpdir(), 'capi-faulty-proxy-'));
  const file = join(folder, 'admin.kubeconfig');
  const names = { clusterName: 'proxied', userName: 'admin', contextName: 'proxied' };
  writeFileSync(file, renderKubeconfig(kubeconfig({ ...names, server: `https://${host}:${port}`, certificateAuthority, token })), {
    mode: 0o600,
  });
  return Object.assign(proxy, {
    kubeconfig: file,
    cut,
    goAway,
    comeBack,
    async stop() {
      await goAway();
      upstream.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

interface Upstream {
  pass(asked: Http2ServerRequest, response: Http2ServerResponse, asAdministrator: boolean): void;
  close(): void;
}

/** The API server itself: as whoever asks by a token, or as the administrator by the certificate of the kubeconfig. */
async function openUpstream(administrators: string): Promise<Upstream> {
  const { server, ca, certificate } = await loadAccess(administrators, systemClock(), {});
  const { hostname, port } = new URL(server);
  const trust = { keepAlive: true, ...(ca === undefined ? {} : { ca }) };
  const plain = new Agent(trust);
  const privileged = new Agent({ ...trust, ...(certificate && { cert: certificate.cert, key: certificate.key.reveal() }) });
  return {
    pass(asked, response, asAdministrator) {
      const { authorization, ...others } = endToEnd(asked.headers);
      const headers = asAdministrator || authorization === undefined ? others : { ...others, authorization };
      const agent = asAdministrator ? privileged : plain;
      const sent = request({ hostname, port, method: asked.method, path: asked.url, headers, agent }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
        // The head of a watch arrives before its first event.
        (response as unknown as ServerResponse).flushHeaders();
        answer.on('error', () => response.destroy());
        answer.pipe(response);
      });
      const giveUp = (): void => void sent.destroy();
      sent.on('error', () => response.destroy());
      response.on('close', giveUp);
      response.on('error', giveUp);
      asked.on('error', giveUp);
      // Whole, so that its length is known, which HTTP/2 need not tell.
      void bodyOf(asked).then((body) => {
        if (body.length > 0) sent.setHeader('content-length', body.length);
        sent.end(body);
      }, giveUp);
    },
    close() {
      plain.destroy();
      privileged.destroy();
    },
  };
}

async function bodyOf(asked: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of asked) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function makeServer(): Promise<{ readonly certificateAuthority: string; readonly server: Http2SecureServer }> {
  const keys = nodeKeySource();
  const { signal } = new AbortController();
  const now = systemClock().now();
  const algorithm = 'ECDSA-P256';
  const authority = await createAuthority({ now, algorithm }, keys, signal);
  const serving = await issueCertificate(
    authority,
    {
      commonName: 'faulty proxy',
      usages: ['server'],
      ipAddresses: [host],
      dnsNames: ['localhost'],
      notAfter: later(now, days(1)),
      algorithm,
    },
    keys,
    signal,
  );
  const server = createSecureServer({ key: serving.privateKey, cert: serving.certificate, allowHTTP1: true });
  return { certificateAuthority: authority.certificate, server };
}

/** Answers how to break all connections of a server. */
function trackConnections(server: Http2SecureServer): () => void {
  const sockets = new Set<Socket>();
  const ignore = (): void => undefined;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', ignore);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('session', (session) => session.on('error', ignore));
  server.on('secureConnection', (socket) => socket.on('error', ignore));
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
