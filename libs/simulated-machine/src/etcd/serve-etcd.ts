import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

import { frame, grpcCodes, unframe } from '@capi/etcd/wire';

import type { EtcdAnswer } from './answer.ts';

/** Answers one HTTP/2 request as a unary gRPC call. */
export async function serveEtcd(
  request: Http2ServerRequest,
  response: Http2ServerResponse,
  answer: (path: string, message: Buffer) => Promise<EtcdAnswer>,
): Promise<void> {
  const { stream } = request;
  stream.on('error', () => undefined);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  let answered: EtcdAnswer;
  try {
    answered = await answer(request.url, unframe(Buffer.concat(chunks)));
  } catch (error) {
    answered = { code: grpcCodes.unknown, why: error instanceof Error ? error.message : String(error) };
  }
  if (stream.destroyed) return;
  const status = 'message' in answered ? { code: grpcCodes.ok, why: '' } : answered;
  response.writeHead(200, { 'content-type': 'application/grpc' });
  response.addTrailers({ 'grpc-status': String(status.code), 'grpc-message': encodeURIComponent(status.why) });
  response.end('message' in answered ? frame(answered.message) : Buffer.alloc(0));
}
