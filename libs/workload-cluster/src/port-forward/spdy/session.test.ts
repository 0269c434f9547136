import { duplexPair, type Duplex } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { constants, createDeflate } from 'node:zlib';

import { dictionary } from './dictionary.ts';
import { control, controlFrame, dataFrame, fin, frameReader, type Frame } from './frames.ts';
import type { SpdyHeaders } from './header-block.ts';
import { spdySession, type SpdySession } from './session.ts';

interface Accepted {
  readonly stream: Duplex;
  readonly headers: SpdyHeaders;
}

/** Two sessions that talk to each other; the server's streams are handed to who awaits them. */
function connected(): { client: SpdySession; accepted: () => Promise<Accepted> } {
  const [near, far] = duplexPair();
  const queue: Accepted[] = [];
  const waiting: ((each: Accepted) => void)[] = [];
  spdySession(far, {
    role: 'server',
    accept(stream, headers) {
      const next = waiting.shift();
      if (next === undefined) queue.push({ stream, headers });
      else next({ stream, headers });
    },
  });
  const accepted = (): Promise<Accepted> =>
    new Promise((resolve) => {
      const first = queue.shift();
      if (first === undefined) waiting.push(resolve);
      else resolve(first);
    });
  return { client: spdySession(near, { role: 'client' }), accepted };
}

describe('a SPDY session', () => {
  test('carries headers and bytes of several streams, both ways', async () => {
    const { client, accepted } = connected();
    const one = client.open({ streamtype: 'error', requestid: '0' }, { isHalfClosed: true });
    const two = client.open({ streamtype: 'data', port: '2379' });
    const [first, second] = [await accepted(), await accepted()];
    expect([first.headers, second.headers]).toEqual([
      { streamtype: 'error', requestid: '0' },
      { streamtype: 'data', port: '2379' },
    ]);
    expect(await text(first.stream)).toBe('');
    two.end('question');
    expect(await text(second.stream)).toBe('question');
    second.stream.end('answer');
    first.stream.end('');
    expect(await text(two)).toBe('answer');
    expect(await text(one)).toBe('');
    client.close();
  });

  test('cuts what is long into frames, and waits for who reads slowly', async () => {
    const { client, accepted } = connected();
    const sent = Buffer.from(Array.from({ length: 500_000 }, (_, index) => index % 251));
    const stream = client.open({});
    stream.end(sent);
    const { stream: received } = await accepted();
    expect((await buffer(received)).equals(sent)).toBe(true);
    client.close();
  });

  test('tells the peer that a stream is given up', async () => {
    const { client, accepted } = connected();
    const stream = client.open({});
    const { stream: received } = await accepted();
    const failure = new Promise((resolve) => received.once('error', resolve));
    stream.destroy();
    expect(await failure).toEqual(new Error('the peer reset the stream with status 5'));
    client.close();
  });

  test('ends its streams with the connection', async () => {
    const { client, accepted } = connected();
    client.open({});
    const { stream } = await accepted();
    client.close();
    expect(await text(stream)).toBe('');
  });
});

/** A peer of another make: it compresses headers, with the dictionary of the protocol. */
function foreignPeer(connection: Duplex): { open(id: number, headers: SpdyHeaders): Promise<void>; frames: Frame[] } {
  const frames: Frame[] = [];
  const cut = frameReader();
  connection.on('data', (chunk: Buffer) => frames.push(...cut(chunk)));
  const deflate = createDeflate({ dictionary, flush: constants.Z_SYNC_FLUSH });
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return {
    frames,
    async open(id, headers) {
      const pairs = Object.entries(headers);
      const block = [word(pairs.length), ...pairs.flat().flatMap((each) => [word(each.length), Buffer.from(each)])];
      const compressed = await new Promise<Buffer>((resolve) =>
        deflate.write(Buffer.concat(block), () => resolve(deflate.read() as Buffer)),
      );
      connection.write(controlFrame(control.synStream, 0, id, 0, Buffer.of(0, 0), compressed));
    },
  };
}

describe('a SPDY session with a peer of another make', () => {
  test('reads compressed headers, one block after the other, and answers each stream and each ping', async () => {
    const [near, far] = duplexPair();
    const peer = foreignPeer(near);
    const seen: SpdyHeaders[] = [];
    const session = spdySession(far, {
      role: 'server',
      accept(stream, headers) {
        seen.push(headers);
        stream.pipe(stream);
      },
    });
    await peer.open(1, { StreamType: 'error', Port: '2379' });
    await peer.open(3, { StreamType: 'data', Port: '2379' });
    near.write(controlFrame(control.ping, 0, 7));
    near.write(dataFrame(3, fin, Buffer.from('echo')));
    const isLast = (frame: Frame): boolean => frame.kind === 'data' && frame.stream === 3 && (frame.flags & fin) !== 0;
    await new Promise<void>((resolve) => near.on('data', () => peer.frames.some(isLast) && resolve()));
    expect(seen).toEqual([
      { streamtype: 'error', port: '2379' },
      { streamtype: 'data', port: '2379' },
    ]);
    expect(peer.frames.map((frame) => (frame.kind === 'data' ? frame.payload.toString() : frame.type))).toEqual([
      control.synReply,
      control.synReply,
      control.ping,
      'echo',
      '',
    ]);
    session.close();
  });
});
