import { once } from 'node:events';
import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse, type ServerHttp2Session } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

import { secret } from '@capi/seams';

import { selfSigned } from '../health/self-signed.ts';
import { http2Connection } from './http2-connection.ts';
import { httpsTransport } from './https-transport.ts';
import { TransportError } from './transport-error.ts';
import type { Transport, TransportRequest } from './transport.ts';

type Handler = (request: IncomingMessage | Http2ServerRequest, response: ServerResponse & Http2ServerResponse) => void;
type Protocol = 'HTTP/2' | 'HTTP/1.1 over TLS' | 'HTTP/1.1 without TLS';

const never = new AbortController().signal;
let pem: { readonly cert: string; readonly key: string };
beforeAll(async () => (pem = await selfSigned()));
const ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

interface World {
  readonly transport: Transport;
  readonly port: number;
  /** Cuts all connections. */
  cut(): void;
  /** TCP connections so far. */
  connections(): number;
}
async function aWorld(protocol: Protocol, handler: Handler, port = 0): Promise<World> {
  const serve = handler as never;
  const server: Server =
    protocol === 'HTTP/2'
      ? createSecureServer(pem, serve)
      : protocol === 'HTTP/1.1 over TLS'
        ? createHttps(pem, serve)
        : createHttp1(serve);
  const sockets = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('session', (session: ServerHttp2Session) => session.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const { port: bound } = server.address() as AddressInfo;
  const scheme = protocol === 'HTTP/1.1 without TLS' ? 'http' : 'https';
  const transport = httpsTransport(
    { server: `${scheme}://127.0.0.1:${bound}/prefix/`, ca: pem.cert, token: () => Promise.resolve(secret('t0ken')) },
    { headTimeout: 200 },
  );
  ends.push(() => {
    cut();
    return new Promise((resolve) => server.close(resolve));
  });
  ends.push(() => transport.close());
  return { transport, port: bound, cut, connections: () => count };
}
const bodyOf = async (request: AsyncIterable<unknown>): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};
const echo: Handler = (request, response) => {
  void bodyOf(request).then((body) => {
    const { method, url, headers } = request;
    response.writeHead(201, { 'content-type': 'application/json', 'X-Seen': 'yes' });
    response.end(JSON.stringify({ method, url, body, agent: headers['user-agent'], authorization: headers.authorization }));
  });
};

describe.each<Protocol>(['HTTP/2', 'HTTP/1.1 over TLS', 'HTTP/1.1 without TLS'])('transport over %s', (protocol) => {
  test('carries method, path, headers, body and who asks', async () => {
    const { transport } = await aWorld(protocol, echo);
    const response = await transport.send(
      { method: 'POST', path: '/api/v1/x?y=1', headers: { 'user-agent': 'me/v1' }, body: '{"ä":1}' },
      never,
    );
    expect(response.status).toBe(201);
    expect(response.headers['x-seen']).toBe('yes');
    expect(JSON.parse(await response.text())).toEqual({
      method: 'POST',
      url: '/prefix/api/v1/x?y=1',
      body: '{"ä":1}',
      agent: 'me/v1',
      authorization: 'Bearer t0ken',
    });
  });

  test('asks once more when a request is about to leave: sends what that answers, and nothing when it throws', async () => {
    let arrived = 0;
    const { transport } = await aWorld(protocol, (request, response) => {
      arrived += 1;
      echo(request, response);
    });
    const beforeSending = (leaving: TransportRequest): TransportRequest => ({ ...leaving, path: `${leaving.path}?timeout=7s` });
    for (const connection of ['new', 'kept']) {
      const response = await transport.send({ method: 'PUT', path: '/x', body: connection, beforeSending }, never);
      expect(JSON.parse(await response.text())).toMatchObject({ url: '/prefix/x?timeout=7s', body: connection });
    }
    const refused = new Error('the lease is lost');
    const refuse = (): never => {
      throw refused;
    };
    await expect(transport.send({ method: 'PUT', path: '/x', beforeSending: refuse }, never)).rejects.toBe(refused);
    expect(arrived).toBe(2);
  });

  test('gives lines as they come, whole, wherever they were cut', async () => {
    let step = (): void => undefined;
    const { transport } = await aWorld(protocol, (_request, response) => {
      response.writeHead(200);
      const parts = ['{"a":"ö', '"}\n{"b"', ':2}\n{"c":3}\n\n', 'last'];
      step = () => {
        const part = parts.shift();
        if (part === undefined) response.end();
        else response.write(part);
      };
      step();
    });
    const response = await transport.send({ method: 'GET', path: '/watch' }, never);
    const lines: string[] = [];
    const reading = (async () => {
      for await (const line of response.lines()) lines.push(line);
    })();
    for (let part = 0; part < 4; part += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      step();
    }
    await reading;
    expect(lines).toEqual(['{"a":"ö"}', '{"b":2}', '{"c":3}', '', 'last']);
  });

  test('gives objects that are printed over many lines, and that no line ends, as soon as they are there', async () => {
    const { transport } = await aWorld(protocol, (_request, response) => {
      response.writeHead(200);
      response.write('{\n "a": 1\n}');
      response.write('{\n "b": {');
      response.write('}\n}');
    });
    const response = await transport.send({ method: 'GET', path: '/watch' }, never);
    const objects: unknown[] = [];
    for await (const text of response.lines()) if (objects.push(JSON.parse(text)) === 2) break;
    expect(objects).toEqual([{ a: 1 }, { b: {} }]);
  });

  test('ends a request and a body with the reason of its signal', async () => {
    const { transport } = await aWorld(protocol, (request, response) => {
      if (request.url?.endsWith('/body') !== true) return;
      response.writeHead(200);
      response.write('one\n');
    });
    const abort = new AbortController();
    const waiting = transport.send({ method: 'GET', path: '/head' }, abort.signal);
    const waited = waiting.catch((error: unknown) => error);
    const response = await transport.send({ method: 'GET', path: '/body' }, abort.signal);
    const reading = (async () => {
      for await (const line of response.lines()) if (line === 'one') abort.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    expect(await waited).toEqual(new Error('enough'));
  });

  test('gives a body whole to who reads it after it has all arrived', async () => {
    const { transport } = await aWorld(protocol, echo);
    const early = await transport.send({ method: 'GET', path: '/early' }, never);
    const late = await transport.send({ method: 'GET', path: '/late' }, never);
    expect(await late.text()).toContain('/late');
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(await early.text()).toContain('/early');
  });

  test('tells of a body that breaks off', async () => {
    const world = await aWorld(protocol, (_request, response) => {
      response.writeHead(200);
      response.write('one\n');
    });
    const response = await world.transport.send({ method: 'GET', path: '/' }, never);
    const reading = (async () => {
      for await (const line of response.lines()) if (line === 'one') world.cut();
    })();
    await expect(reading).rejects.toBeInstanceOf(TransportError);
    await expect(reading).rejects.toMatchObject({ unreachable: expect.stringContaining('//127.0.0.1:') });
  });

  test('connects anew after its connections were cut', async () => {
    const world = await aWorld(protocol, echo);
    const send = async () => (await world.transport.send({ method: 'GET', path: '/' }, never)).text();
    await send();
    world.cut();
    await expect(send()).resolves.toContain('/prefix/');
  });

  test('says in one line that nobody answers', async () => {
    const world = await aWorld(protocol, echo);
    for (const end of ends.splice(0)) await end();
    const transport = httpsTransport({ server: `https://127.0.0.1:${world.port}`, ca: pem.cert });
    const server = `https://127.0.0.1:${world.port}`;
    await expect(transport.send({ method: 'GET', path: '/' }, never)).rejects.toMatchObject({
      message: `cannot talk to ${server}: connect ECONNREFUSED 127.0.0.1:${world.port}`,
      unreachable: server,
    });
  });

  test('gives up on a server that does not answer', async () => {
    const { transport } = await aWorld(protocol, () => undefined);
    await expect(transport.send({ method: 'POST', path: '/', body: '{}' }, never)).rejects.toThrow('did not answer within 0.2 s');
  });
});

describe('transport', () => {
  test('survives an HTTP/2 connection that ends before it has begun', async () => {
    const { port } = await aWorld('HTTP/2', echo);
    const socket = connectTls({ host: '127.0.0.1', port, ca: pem.cert, ALPNProtocols: ['h2'], rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const connection = http2Connection(new URL(`https://127.0.0.1:${port}`), socket, 200);
    await connection.close();
    // What the session tells late would be thrown by now.
    await once(socket, 'close');
    expect(connection.usable()).toBe(false);
  });

  test('carries many requests at once on one HTTP/2 connection', async () => {
    const world = await aWorld('HTTP/2', echo);
    const all = Array.from({ length: 200 }, async (_, index) => {
      const response = await world.transport.send({ method: 'GET', path: `/${index}` }, never);
      return (JSON.parse(await response.text()) as { url: string }).url;
    });
    expect(await Promise.all(all)).toEqual(Array.from({ length: 200 }, (_, index) => `/prefix/${index}`));
    expect(world.connections()).toBe(1);
  });

  test('does not let a watch that nobody reads stop other requests', async () => {
    const { transport } = await aWorld('HTTP/2', (request, response) => {
      if (request.url?.endsWith('/flood') === true) response.end('x'.repeat(8 << 20));
      else response.end('ok');
    });
    await transport.send({ method: 'GET', path: '/flood' }, never);
    expect(await (await transport.send({ method: 'GET', path: '/' }, never)).text()).toBe('ok');
  });

  test('does not trust a server that it does not know', async () => {
    const { port } = await aWorld('HTTP/2', echo);
    const transport = httpsTransport({ server: `https://127.0.0.1:${port}` });
    const refusal = transport.send({ method: 'GET', path: '/' }, never);
    await expect(refusal).rejects.toBeInstanceOf(TransportError);
    await expect(refusal).rejects.toMatchObject({ unreachable: undefined });
    await transport.close();
  });
});
