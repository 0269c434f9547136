import type { UserInfo } from '../authentication/user-info.ts';
import type { Line } from '../storage/entry.ts';

/** A request, whatever carried it here. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly user: UserInfo;
  /** Where what the client should know goes while the request is answered; the answer carries it, also when it is a refusal. */
  readonly warnings?: string[];
}

/** Where a stream goes. */
export interface Sink {
  write(line: Line): void;
  end(): void;
}

/** An answer: a text, bytes that are none, or a stream that runs until either side ends it. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Stream;
  /** No role of the user allows the request: it was not looked at any further. */
  readonly isDenied?: true;
}

/** Starts sending; returns how to stop. */
export type Stream = (sink: Sink) => () => void;

/** An answer with a JSON body. */
export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ApiResponse =>
  jsonText(status, JSON.stringify(body), headers);

export const jsonText = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): ApiResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

/** An answer with plain text in it. */
export const text = (status: number, body: string): ApiResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});
