import type { IncomingHttpHeaders } from 'node:http';
import { constants, type ClientHttp2Session } from 'node:http2';

import { frame, grpcCodes, unframe } from './wire/frame.ts';
import type { Method } from './wire/messages.ts';

/** The server answered with a status other than OK. */
export class GrpcError extends Error {
  override readonly name = 'GrpcError';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message === '' ? `gRPC status ${code}` : message);
    this.code = code;
  }
}

/**
 * One unary gRPC call on an HTTP/2 session.
 * @throws GrpcError on an error status, the signal's reason when aborted, any other Error when the connection breaks
 */
export async function callUnary<Request, Response>(
  session: ClientHttp2Session,
  method: Method<Request, Response>,
  request: Request,
  signal: AbortSignal,
): Promise<Response> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const stream = session.request({
    ':method': 'POST',
    ':path': method.path,
    'content-type': 'application/grpc+proto',
    te: 'trailers',
  });
  const abort = (): void => {
    stream.close(constants.NGHTTP2_CANCEL);
    reject(signal.reason as Error);
  };
  signal.addEventListener('abort', abort, { once: true });
  const chunks: Buffer[] = [];
  // Without a body the status stands in the headers ("trailers only"), else in the trailers.
  let status: { readonly code: number; readonly message: string } | undefined;
  const readStatus = (headers: IncomingHttpHeaders): void => {
    const code = headers['grpc-status'];
    if (code === undefined) return;
    status = { code: Number(code), message: decodeURIComponent([headers['grpc-message']].flat().join('')) };
  };
  stream.on('response', (headers) => {
    if (headers[':status'] !== 200) reject(new GrpcError(grpcCodes.unavailable, `HTTP status ${String(headers[':status'])}`));
    readStatus(headers);
  });
  stream.on('trailers', readStatus);
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('error', reject);
  stream.on('close', () => {
    if (status === undefined) reject(new GrpcError(grpcCodes.unavailable, 'the connection closed before an answer came'));
    else if (status.code !== grpcCodes.ok) reject(new GrpcError(status.code, status.message));
    else resolve(Buffer.concat(chunks));
  });
  stream.end(frame(method.request.encode(request)));
  try {
    return method.response.decode(unframe(await promise));
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
