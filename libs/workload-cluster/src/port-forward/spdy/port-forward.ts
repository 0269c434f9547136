import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';

import type { ObjectKey } from '@capi/api';
import type { Kubeconfig } from '@capi/certificates';

import { spdySession } from './session.ts';

/** Name of the upgrade in HTTP, and of the protocol inside it. */
export const spdyUpgrade = 'SPDY/3.1';
/** Name of what is spoken inside the streams, the same over SPDY and WebSocket. */
export const portForwardProtocol = 'portforward.k8s.io';

/**
 * Serves port-forwards on a connection that has been upgraded. Each forwarded connection is two streams with the same request id: one for
 * data, and one that says what went wrong.
 * @param connect hands the near end of a tunnel to whoever listens on the pod's port; false when nobody does
 */
export function servePortForwards(connection: Duplex, connect: (port: number, tunnel: Duplex) => boolean): void {
  const errors = new Map<string, Duplex>();
  spdySession(connection, {
    role: 'server',
    accept(stream, headers) {
      const id = headers['requestid'] ?? '';
      stream.on('error', () => stream.destroy());
      if (headers['streamtype'] === 'error') {
        stream.resume();
        errors.set(id, stream);
        stream.once('close', () => errors.delete(id));
        return;
      }
      const port = Number(headers['port']);
      stream.once('close', () => errors.get(id)?.end());
      if (connect(port, stream)) return;
      errors.get(id)?.end(`nobody listens on port ${String(headers['port'])} of this pod`);
      stream.destroy();
    },
  });
}

/**
 * Opens a port of a pod through the API server, over a SPDY connection of its own: for API servers that know nothing else.
 * Rejects with a plain Error when the server refuses, with the signal's reason when aborted. Aborting later does not end the stream.
 */
export async function openSpdyPortForward(config: Kubeconfig, pod: ObjectKey, port: number, signal: AbortSignal): Promise<Duplex> {
  const session = spdySession(await upgrade(config, pod, signal), { role: 'client' });
  const about = { port: String(port), requestid: '0' };
  const errors = session.open({ ...about, streamtype: 'error' }, { isHalfClosed: true });
  const data = session.open({ ...about, streamtype: 'data' });
  let complaint = '';
  errors.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  errors.on('error', () => undefined); // the data stream has it too
  errors.on('end', () => {
    if (complaint !== '') data.destroy(new Error(`the port-forward failed: ${complaint.trim()}`));
  });
  data.once('close', () => session.close());
  return data;
}

function upgrade(config: Kubeconfig, pod: ObjectKey, signal: AbortSignal): Promise<Duplex> {
  const url = new URL(`${config.server.replace(/\/$/, '')}/api/v1/namespaces/${pod.namespace ?? 'default'}/pods/${pod.name}/portforward`);
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    headers: {
      connection: 'Upgrade',
      upgrade: spdyUpgrade,
      'x-stream-protocol-version': portForwardProtocol,
      'content-length': '0',
      ...(config.token === undefined ? {} : { authorization: `Bearer ${config.token}` }),
    },
  };
  return new Promise((resolve, reject) => {
    const asked =
      url.protocol === 'http:'
        ? httpRequest(url, options)
        : httpsRequest(url, {
            ...options,
            ca: config.certificateAuthority,
            cert: config.clientCertificate,
            key: config.clientKey,
            ...(config.tlsServerName === undefined ? {} : { servername: config.tlsServerName }),
            rejectUnauthorized: config.insecureSkipTlsVerify !== true,
          });
    asked.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    asked.on('response', (response) => {
      response.resume();
      reject(new Error(`the API server refused the port-forward with HTTP status ${String(response.statusCode)}`));
    });
    asked.on('upgrade', (_response, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.end();
  });
}
