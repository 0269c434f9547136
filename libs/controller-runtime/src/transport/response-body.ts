import type { Readable } from 'node:stream';

import { jsonObjects } from './json-objects.ts';
import { TransportError } from './transport-error.ts';
import type { TransportResponse } from './transport.ts';

/** How a body's stream tells that it broke. */
export interface BodyEnd {
  /** Checked after the last chunk, for streams that end in the same way whether all has arrived or not. */
  readonly complete?: () => Promise<void>;
  /** What a reader gets for an error of the stream. */
  readonly failure: (error: unknown) => Error;
}

/** A response whose body is read from a stream, once, whole or by lines. The stream is UTF-8 decoded here. */
export function responseOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Readable,
  { complete, failure }: BodyEnd,
): TransportResponse {
  body.setEncoding('utf8');
  // Whoever reads hears of it; a body that nobody reads may break in silence.
  body.on('error', () => undefined);
  const chunks = (): AsyncGenerator<string, void, undefined> =>
    readChunks(body, { failure, ...(complete === undefined ? {} : { complete }) });
  return {
    status,
    headers,
    async text() {
      let text = '';
      for await (const chunk of chunks()) text += chunk;
      return text;
    },
    async *lines() {
      let rest = '';
      let objects: ReturnType<typeof jsonObjects> | undefined;
      for await (const arrived of chunks()) {
        let chunk = arrived;
        if (rest === '{' && objects === undefined) [chunk, rest] = [`{${arrived}`, ''];
        if (rest === '' && chunk.startsWith('{\n')) objects ??= jsonObjects();
        if (objects !== undefined) {
          yield* objects(chunk);
          continue;
        }
        let start = 0;
        for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
          yield rest + chunk.slice(start, end);
          rest = '';
          start = end + 1;
        }
        rest += chunk.slice(start);
      }
      if (rest !== '') yield rest;
    },
  };
}

/**
 * The stream's own async iterator will not do: it asks `closed`, which for a stream of HTTP/2 means that the peer has closed it,
 * and so calls some answers broken that have arrived but are not read to their end yet.
 */
async function* readChunks(body: Readable, { complete, failure }: BodyEnd): AsyncGenerator<string, void, undefined> {
  let wake = (): void => undefined;
  const changed = (): void => wake();
  const events = ['readable', 'end', 'close', 'error'] as const;
  for (const event of events) body.on(event, changed);
  try {
    for (;;) {
      const chunk = body.read() as string | null;
      if (chunk !== null) yield chunk;
      else if (body.readableEnded) return await complete?.();
      else if (body.errored !== null) throw body.errored;
      else if (body.destroyed) throw new Error('the connection was closed within the answer');
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } catch (error) {
    throw failure(error);
  } finally {
    for (const event of events) body.off(event, changed);
    // A reader that had enough, such as of a watch, wants no more to arrive.
    body.destroy();
  }
}

/** Header values as the transport promises them: one text per name. */
export function plainHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    plain[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return plain;
}

/** The reason of the signal when that is what happened, else a {@link TransportError} that names the server. */
export function transportFailure(server: string, error: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return signal.reason as Error;
  if (error instanceof TransportError) return error;
  const { message = String(error), code } = (error ?? {}) as { message?: string; code?: string };
  const unreachable = code === undefined || lostConnection.test(code) ? server : undefined;
  return new TransportError(`cannot talk to ${server}: ${message === '' ? (code ?? 'connection failed') : message}`, {
    cause: error,
    unreachable,
  });
}

/** Codes for the ways in which a connection is refused or ends; which one it is, is chance. */
const lostConnection = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ERR_HTTP2_|ERR_STREAM_)/;
