import type { Readable } from 'node:stream';

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
  async function* chunks(): AsyncGenerator<string, void, undefined> {
    try {
      for await (const chunk of body) yield chunk as string;
      await complete?.();
    } catch (error) {
      throw failure(error);
    }
  }
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
      for await (const chunk of chunks()) {
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
  return new TransportError(`cannot talk to ${server}: ${message === '' ? (code ?? 'connection failed') : message}`, { cause: error });
}
