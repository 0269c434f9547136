import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { TLSSocket } from 'node:tls';

import { anonymous, type Authenticator, type Credentials, type UserInfo } from '../authentication/user-info.ts';
import { badRequest, StatusError, unauthorized } from '../errors/status-error.ts';
import { decodeObject, protobufType } from '../protobuf/decode-object.ts';
import { MalformedMessage } from '../protobuf/wire.ts';
import type { ApiRequest, ApiResponse, Sink } from '../routes/api-request.ts';
import { refuse } from '../routes/dispatch.ts';

export type HttpRequest = IncomingMessage | Http2ServerRequest;
export type HttpResponse = ServerResponse | Http2ServerResponse;

/** A watcher that lets this much pile up is cut off and starts over: better than growing without bound. */
const longestBacklog = 64 * 1024 * 1024;
const largestBody = 16 * 1024 * 1024;

/** Answers HTTP/1.1 and HTTP/2 requests: who asks is found out, then they are answered like any other. */
export function httpHandler(
  authenticate: Authenticator,
  answer: (request: ApiRequest) => ApiResponse | Promise<ApiResponse>,
): (request: HttpRequest, response: HttpResponse) => void {
  return (request, response) => {
    respond(request, authenticate, answer).then(
      (answered) => send(response, answered),
      (error: unknown) => {
        if (error instanceof StatusError) send(response, refuse(error));
        else response.destroy(); // the client has gone while sending
      },
    );
  };
}

async function respond(
  request: HttpRequest,
  authenticate: Authenticator,
  answer: (request: ApiRequest) => ApiResponse | Promise<ApiResponse>,
): Promise<ApiResponse> {
  const user = await identify(request, authenticate);
  const url = request.url ?? '/';
  const [path = '/', query = ''] = url.split('?');
  const bytes = await readBytes(request);
  const headers = request.headers as Readonly<Record<string, string | undefined>>;
  return answer({ method: request.method ?? 'GET', path, query: new URLSearchParams(query), ...asText(headers, bytes), user });
}

/** Bodies are text from here on: protocol buffers are read as the JSON that they stand for. */
function asText(headers: ApiRequest['headers'], bytes: Buffer): Pick<ApiRequest, 'headers' | 'body'> {
  if (!(headers['content-type'] ?? '').startsWith(protobufType) || bytes.length === 0) return { headers, body: bytes.toString() };
  try {
    return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(decodeObject(bytes)) };
  } catch (error) {
    if (error instanceof MalformedMessage || error instanceof SyntaxError)
      throw badRequest(`the body cannot be read as protocol buffers: ${error.message}`);
    throw error;
  }
}

/** @throws StatusError 401 when credentials are given and no good */
export async function identify(request: HttpRequest, authenticate: Authenticator): Promise<UserInfo> {
  const credentials = credentialsOf(request);
  if (credentials.certificate === undefined && credentials.bearerToken === undefined) return anonymous;
  const user = await authenticate(credentials);
  if (user === undefined) throw unauthorized();
  const groups = user.groups.includes('system:authenticated') ? user.groups : [...user.groups, 'system:authenticated'];
  return { ...user, groups };
}

function credentialsOf(request: HttpRequest): Credentials {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const certificate = certificateOf(request);
  // Whoever shows a certificate that nobody vouches for is refused, not taken for somebody without credentials.
  if (certificate === 'untrusted') throw unauthorized();
  return { ...(certificate === undefined ? {} : { certificate }), ...(bearer === undefined ? {} : { bearerToken: bearer }) };
}

/** Reading a certificate costs more than most requests, so it is done once per connection. */
const certificates = new WeakMap<object, ShownCertificate | 'none'>();

type ShownCertificate = Credentials['certificate'] | 'untrusted';

function certificateOf(request: HttpRequest): ShownCertificate {
  const socket = request.socket as TLSSocket;
  // The sockets of HTTP/2 requests are proxies that live no longer than their request; what lasts is the session.
  const connection = ('stream' in request ? request.stream.session : undefined) ?? socket;
  const known = certificates.get(connection);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const read = readCertificate(socket);
  certificates.set(connection, read ?? 'none');
  return read;
}

function readCertificate(socket: TLSSocket): ShownCertificate {
  if (!socket.encrypted) return undefined;
  const { subject } = socket.getPeerCertificate();
  if (typeof subject?.CN !== 'string') return undefined;
  if (!socket.authorized) return 'untrusted';
  const organizations: string | readonly string[] | undefined = subject.O;
  return { commonName: subject.CN, organizations: organizations === undefined ? [] : [organizations].flat() };
}

async function readBytes(request: HttpRequest): Promise<Buffer> {
  if (request.method === 'GET' || request.method === 'HEAD') return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new StatusError(413, 'RequestEntityTooLarge', `the request is larger than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: HttpResponse, { status, headers, body }: ApiResponse): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (typeof body !== 'function') {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    response.setHeader('content-length', bytes.length);
    response.end(bytes);
    return;
  }
  const writable = response as ServerResponse;
  const sink: Sink = {
    write: (line) => {
      writable.write(line.bytes());
      if (writable.writableLength > longestBacklog) writable.destroy();
    },
    end: () => void writable.end(),
  };
  writable.flushHeaders();
  const stop = body(sink);
  writable.once('close', stop);
}
