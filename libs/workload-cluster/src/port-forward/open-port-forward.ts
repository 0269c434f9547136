import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';

import type { ObjectKey } from '@capi/api';
import type { Kubeconfig } from '@capi/certificates';
import { WebSocket } from 'ws';

import { channelProtocol, channelStream } from './channel-stream.ts';
import { forwardOverSpdy, portForwardProtocol } from './spdy/spdy-port-forward.ts';

/**
 * Opens a port of a pod through the API server, over a connection of its own: a WebSocket; SPDY/3.1, which came before it, where the server
 * takes none.
 * Rejects with a plain Error when the server refuses, with the signal's reason when aborted. Aborting later does not end the stream.
 */
export async function openPortForward(config: Kubeconfig, pod: ObjectKey, port: number, signal: AbortSignal): Promise<Duplex> {
  const forward = await overWebSocket(config, pod, port, signal);
  if (typeof forward !== 'number') return forward;
  // What is not allowed, or not there, is neither by any other protocol.
  if ([401, 403, 404].includes(forward)) throw refused(forward);
  return overSpdy(config, pod, port, signal);
}

const refused = (status: number | undefined): Error =>
  new Error(`the API server refused the port-forward with HTTP status ${String(status)}`);

const pathOf = (config: Kubeconfig, pod: ObjectKey): string =>
  `${config.server.replace(/\/$/, '')}/api/v1/namespaces/${pod.namespace ?? 'default'}/pods/${pod.name}/portforward`;

const credentials = (config: Kubeconfig) => ({
  ca: config.certificateAuthority,
  cert: config.clientCertificate,
  key: config.clientKey,
  ...(config.tlsServerName === undefined ? {} : { servername: config.tlsServerName }),
  rejectUnauthorized: config.insecureSkipTlsVerify !== true,
});

const authorization = (config: Kubeconfig): Record<string, string> =>
  config.token === undefined ? {} : { authorization: `Bearer ${config.token}` };

/** Resolves with the HTTP status when the server answers with one. */
async function overWebSocket(config: Kubeconfig, pod: ObjectKey, port: number, signal: AbortSignal): Promise<Duplex | number> {
  const url = `${pathOf(config, pod).replace(/^http/, 'ws')}?ports=${port}`;
  const opened = Promise.withResolvers<number | undefined>();
  const stop = abortWith(signal, opened.reject);
  const socket = new WebSocket(url, [channelProtocol], {
    ...credentials(config),
    headers: authorization(config),
    perMessageDeflate: false,
  });
  // The stream takes over from the first message on, which may come in the same packet as the handshake.
  const stream = channelStream(socket, { role: 'client' });
  stream.on('error', opened.reject);
  socket.once('open', () => opened.resolve(undefined));
  socket.once('close', () => opened.reject(new Error('the API server closed the port-forward')));
  socket.once('unexpected-response', (_request, response) => opened.resolve(response.statusCode));
  try {
    const status = await opened.promise;
    if (status !== undefined) stream.destroy();
    return status ?? stream;
  } catch (error) {
    stream.destroy();
    throw error;
  } finally {
    stop();
  }
}

async function overSpdy(config: Kubeconfig, pod: ObjectKey, port: number, signal: AbortSignal): Promise<Duplex> {
  const opened = Promise.withResolvers<Duplex>();
  const request = httpsRequest(pathOf(config, pod), {
    ...credentials(config),
    method: 'POST',
    agent: false,
    headers: {
      ...authorization(config),
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': portForwardProtocol,
      'content-length': '0',
    },
  });
  const stop = abortWith(signal, opened.reject);
  request.once('upgrade', (_response, socket, head) => {
    if (head.length > 0) socket.unshift(head);
    opened.resolve(socket);
  });
  request.once('response', (response) => opened.reject(refused(response.statusCode)));
  request.once('error', opened.reject);
  request.end();
  try {
    return forwardOverSpdy(await opened.promise, port);
  } catch (error) {
    request.on('error', () => undefined);
    request.destroy();
    throw error;
  } finally {
    stop();
  }
}

/** Calls back with the signal's reason, also when it has come already. The answer is called when nobody is interested any more. */
function abortWith(signal: AbortSignal, reject: (reason: unknown) => void): () => void {
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
}
