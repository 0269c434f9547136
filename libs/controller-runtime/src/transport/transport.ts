/** One HTTP exchange with an API server, whatever carries it: TLS, or a function call within the process. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query: `/api/v1/namespaces/default/secrets?limit=500`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** UTF-8 text; JSON unless the content type says otherwise. */
  readonly body?: string;
  /**
   * Called when everything is there and the request is about to leave: after waiting for a token, a connection or a rate limit. What
   * it answers is sent; what it throws rejects the request, which then was not sent.
   */
  readonly beforeSending?: (leaving: TransportRequest) => TransportRequest;
}

/** The answer to a request. Its body is read once, as a whole or as it arrives. */
export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body. Either this or {@link lines} is read, once. */
  text(): Promise<string>;
  /**
   * The body as it arrives, line by line, as a watch sends it; object by object where the server prints a JSON object over many lines.
   * Ends when the server closes; throws when the connection breaks.
   */
  lines(): AsyncIterable<string>;
}

/**
 * Carries requests to one API server with one identity. Authentication, TLS, pooling and compression are its business.
 * Rejects when no response arrives (connection refused, TLS failure, aborted); an error status is a response.
 */
export interface Transport {
  send(request: TransportRequest, signal: AbortSignal): Promise<TransportResponse>;
  /** Lets go of connections. Requests in flight are aborted. */
  close(): Promise<void>;
}
