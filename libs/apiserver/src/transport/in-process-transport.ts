import type { Transport, TransportRequest, TransportResponse } from '@capi/controller-runtime';

import type { UserInfo } from '../authentication/user-info.ts';
import type { ApiRequest, ApiResponse } from '../routes/api-request.ts';
import { LineQueue } from './line-queue.ts';

/** Answers requests of one user by function calls: no sockets, no timers. */
export function inProcessTransport(answer: (request: ApiRequest) => ApiResponse | Promise<ApiResponse>, user: UserInfo): Transport {
  const closed = new AbortController();
  return {
    async send(request, signal) {
      const either = AbortSignal.any([signal, closed.signal]);
      either.throwIfAborted();
      const response = await answer(toApiRequest(request, user));
      either.throwIfAborted();
      return toTransportResponse(response, either);
    },
    close() {
      closed.abort(new Error('the transport is closed'));
      return Promise.resolve();
    },
  };
}

function toApiRequest({ method, path, headers = {}, body = '' }: TransportRequest, user: UserInfo): ApiRequest {
  const [pathname = '', query = ''] = path.split('?');
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { method, path: pathname, query: new URLSearchParams(query), headers: lowered, body, user };
}

function toTransportResponse({ status, headers, body }: ApiResponse, signal: AbortSignal): TransportResponse {
  if (typeof body !== 'function') {
    const whole = typeof body === 'string' ? body : new TextDecoder().decode(body);
    return {
      status,
      headers,
      text: () => Promise.resolve(whole),
      async *lines() {
        yield* whole.split('\n').filter((line) => line !== '');
      },
    };
  }
  let stop = (): void => {};
  const abort = (): void => {
    stop();
    queue.fail(signal.reason);
  };
  const queue = new LineQueue(() => {
    stop();
    signal.removeEventListener('abort', abort);
  });
  signal.addEventListener('abort', abort, { once: true });
  // From here on nothing is missed, even before the reader takes its first line.
  stop = body(queue);
  return {
    status,
    headers,
    async text() {
      let whole = '';
      for await (const line of queue) whole += `${line}\n`;
      return whole;
    },
    lines: () => queue,
  };
}
