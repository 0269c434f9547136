import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import type { SecureContextOptions } from 'node:tls';

import { plainHeaders, responseOf, transportFailure } from './response-body.ts';
import { TransportError } from './transport-error.ts';
import type { Transport } from './transport.ts';

export interface ConnectionOptions {
  readonly url: URL;
  readonly tls: SecureContextOptions & { readonly rejectUnauthorized?: boolean; readonly servername?: string };
  /** Milliseconds until the head of a response must have arrived. */
  readonly headTimeout: number;
}

/** HTTP/1.1 with kept-alive connections; each watch has one of its own. */
export function http1Connections({ url, tls, headTimeout }: ConnectionOptions): Transport {
  const secure = url.protocol === 'https:';
  const agent = secure ? new TlsAgent({ ...tls, keepAlive: true }) : new PlainAgent({ keepAlive: true });
  const origin = url.origin;
  return {
    send: (sent, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const { method, path, headers, body } = sent;
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
        const options = {
          method,
          agent,
          host: url.hostname.replace(/^\[|\]$/g, ''),
          port: url.port,
          path,
          headers: { ...headers, ...length },
        };
        const request = secure ? tlsRequest(options) : plainRequest(options);
        const abort = (): void => void request.destroy(signal.reason as Error);
        signal.addEventListener('abort', abort, { once: true });
        const late = setTimeout(
          () => request.destroy(new TransportError(`${origin} did not answer within ${headTimeout / 1000} s`)),
          headTimeout,
        );
        const failure = (error: unknown): Error => transportFailure(origin, error, signal);
        request.on('close', () => signal.removeEventListener('abort', abort));
        request.on('error', (error) => {
          clearTimeout(late);
          reject(failure(error));
        });
        request.on('response', (response: IncomingMessage) => {
          clearTimeout(late);
          resolve(responseOf(response.statusCode ?? 0, plainHeaders(response.headers), response, { failure }));
        });
        const leave = (): void => {
          try {
            request.path = (sent.beforeSending?.(sent) ?? sent).path;
            request.end(body);
          } catch (error) {
            request.destroy(error as Error);
          }
        };
        request.once('socket', (socket) => {
          if (request.reusedSocket) leave();
          else socket.once(secure ? 'secureConnect' : 'connect', leave);
        });
      }),
    async close() {
      agent.destroy();
    },
  };
}
