import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { DialOptions } from 'docker-modem';
import type Modem from 'docker-modem';

/** A request of the engine's API. */
export interface EngineRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After the version; made of names that were encoded. */
  readonly path: string;
  /** Objects are written as JSON; undefined is left out. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: object;
  readonly archive?: Uint8Array;
}

/** Requests over the client library, by what comes back. All of them end as soon as the signal is aborted. */
export interface EngineClient {
  /** The whole answer as JSON. */
  json<T>(request: EngineRequest, signal: AbortSignal): Promise<T>;
  /** The whole answer as it is. */
  bytes(request: EngineRequest, signal: AbortSignal): Promise<Buffer>;
  /** The answer as it comes. */
  stream(request: EngineRequest, signal: AbortSignal): Promise<Readable>;
  /** A connection of its own, which leaves the pool. */
  hijack(request: EngineRequest, signal: AbortSignal): Promise<Socket>;
}

/** Where the API has a container. */
export const containerPath = (name: string, rest = ''): string => `/containers/${encodeURIComponent(name)}${rest}`;

/** 304 says that all is as it was asked for. */
const good = { 200: true, 201: true, 204: true, 304: true };

export function engineClient(modem: Modem): EngineClient {
  const dial = (request: EngineRequest, more: Partial<DialOptions>, signal: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      modem.dial({ ...dialOptions(request), ...more, abortSignal: signal }, (error, answer) => {
        if (error === null) resolve(answer);
        else reject(error);
      });
    });
  return {
    json: async <T>(request: EngineRequest, signal: AbortSignal) => (await dial(request, {}, signal)) as T,
    async bytes(request, signal) {
      return buffer((await dial(request, { isStream: true }, signal)) as Readable);
    },
    stream: async (request, signal) => (await dial(request, { isStream: true }, signal)) as Readable,
    hijack: async (request, signal) => (await dial(request, { isStream: true, hijack: true, openStdin: true }, signal)) as Socket,
  };
}

function dialOptions({ method, path, query = {}, body = {}, archive }: EngineRequest): DialOptions {
  const asked = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  const options = Object.keys(asked).length === 0 ? { _body: body } : { _query: asked, _body: body };
  return {
    method,
    // The library looks for the mark and writes the query behind it.
    path: '_query' in options ? `${path}?` : path,
    options,
    statusCodes: good,
    ...(archive === undefined ? {} : { file: Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength) }),
  };
}
