import type { Duplex } from 'node:stream';

import type { ObjectKey } from '@capi/api';
import type { Kubeconfig } from '@capi/certificates';
import { WebSocket } from 'ws';

import { channelProtocol, channelStream } from './channel-stream.ts';
import { openSpdyPortForward } from './spdy/port-forward.ts';

/**
 * Opens a port of a pod through the API server, over a connection of its own: a WebSocket, or SPDY where the server does not know that.
 * Rejects with a plain Error when the server refuses, with the signal's reason when aborted. Aborting later does not end the stream.
 */
export async function openPortForward(config: Kubeconfig, pod: ObjectKey, port: number, signal: AbortSignal): Promise<Duplex> {
  signal.throwIfAborted();
  try {
    return await openWebSocket(config, pod, port, signal);
  } catch (error) {
    if (!(error instanceof UpgradeRefused)) throw error;
    return openSpdyPortForward(config, pod, port, signal);
  }
}

/** The server answered, but with no WebSocket. */
class UpgradeRefused extends Error {
  override readonly name = 'UpgradeRefused';
}

async function openWebSocket(config: Kubeconfig, pod: ObjectKey, port: number, signal: AbortSignal): Promise<Duplex> {
  const base = config.server.replace(/^http/, 'ws').replace(/\/$/, '');
  const url = `${base}/api/v1/namespaces/${pod.namespace ?? 'default'}/pods/${pod.name}/portforward?ports=${port}`;
  const socket = new WebSocket(url, [channelProtocol], {
    ca: config.certificateAuthority,
    cert: config.clientCertificate,
    key: config.clientKey,
    ...(config.tlsServerName === undefined ? {} : { servername: config.tlsServerName }),
    rejectUnauthorized: config.insecureSkipTlsVerify !== true,
    headers: config.token === undefined ? {} : { authorization: `Bearer ${config.token}` },
    perMessageDeflate: false,
  });
  // The stream takes over from the first message on, which may come in the same packet as the handshake.
  const stream = channelStream(socket, { role: 'client' });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = (): void => {
    reject(signal.reason as Error);
    stream.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  stream.on('error', reject);
  socket.once('open', resolve);
  socket.once('close', () => reject(new Error('the API server closed the port-forward')));
  socket.once('unexpected-response', (_request, response) => {
    reject(new UpgradeRefused(`the API server refused the port-forward with HTTP status ${String(response.statusCode)}`));
    stream.destroy();
  });
  try {
    await promise;
    return stream;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
