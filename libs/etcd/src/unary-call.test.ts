import { connect, createServer, type ServerHttp2Stream } from 'node:http2';
import { duplexPair } from 'node:stream';

import { callUnary } from './unary-call.ts';
import { frame } from './wire/frame.ts';
import { etcdMethods } from './wire/messages.ts';

const never = new AbortController().signal;

/** A session to a server that answers every call by `answer`, over an in-memory stream. */
async function withServer<T>(
  answer: (stream: ServerHttp2Stream) => void,
  use: (session: ReturnType<typeof connect>) => Promise<T>,
): Promise<T> {
  const [near, far] = duplexPair();
  const server = createServer().on('stream', answer);
  server.emit('connection', far);
  const session = connect('http://etcd', { createConnection: () => near });
  session.on('error', () => undefined);
  try {
    return await use(session);
  } finally {
    session.destroy();
    near.destroy();
    far.destroy();
  }
}

function reply(stream: ServerHttp2Stream, trailers: Readonly<Record<string, string>>, body?: Buffer): void {
  stream.on('error', () => undefined);
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.end(body);
}

describe('unary call', () => {
  test('answers with the decoded message', async () => {
    const members = { header: { clusterID: '1', memberID: '2' }, members: [] };
    const body = frame(etcdMethods.members.response.encode(members));
    const answered = await withServer(
      (stream) => reply(stream, { 'grpc-status': '0' }, body),
      (session) => callUnary(session, etcdMethods.members, {}, never),
    );
    expect(answered).toEqual(members);
  });

  test('fails with the status that stands in the trailers', async () => {
    const call = withServer(
      (stream) => reply(stream, { 'grpc-status': '5', 'grpc-message': 'etcdserver: member%20not found' }),
      (session) => callUnary(session, etcdMethods.removeMember, { memberID: '1' }, never),
    );
    await expect(call).rejects.toMatchObject({ name: 'GrpcError', code: 5, message: 'etcdserver: member not found' });
  });

  test('fails with the status of an answer without a body', async () => {
    const call = withServer(
      (stream) => {
        stream.respond({ ':status': 200, 'grpc-status': '12', 'grpc-message': 'unknown' }, { endStream: true });
      },
      (session) => callUnary(session, etcdMethods.members, {}, never),
    );
    await expect(call).rejects.toMatchObject({ code: 12 });
  });

  test('fails as unavailable when the connection closes first', async () => {
    const call = withServer(
      (stream) => stream.session?.destroy(),
      (session) => callUnary(session, etcdMethods.members, {}, never),
    );
    await expect(call).rejects.toThrow(/clos|cancel/i);
  });

  test('ends with its signal', async () => {
    const abort = new AbortController();
    const call = withServer(
      (stream) => {
        stream.on('error', () => undefined);
        abort.abort(new Error('enough'));
      },
      (session) => callUnary(session, etcdMethods.members, {}, abort.signal),
    );
    await expect(call).rejects.toThrow('enough');
  });
});
