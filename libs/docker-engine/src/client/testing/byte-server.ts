import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A request as it came, and how to answer it. */
export interface Asked {
  /** Without the version: `GET /containers/json?all=true`. */
  readonly line: string;
  readonly body: string;
  readonly response: ServerResponse;
}

/** An engine of which a test writes every byte, on a socket in a folder of its own. */
export interface ByteServer {
  readonly address: string;
  /** What was asked so far, without the question for the version of the API. */
  readonly lines: readonly string[];
  /** How many connections were made in all. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export interface ByteServerAnswers {
  /** Whatever is no upgrade. */
  readonly answer?: (asked: Asked) => void | Promise<void>;
  /** A connection that was handed over for good. */
  readonly upgrade?: (socket: Duplex) => void;
}

/** Starts one whose API has version 1.41. */
export async function byteServer({ answer = () => undefined, upgrade = () => undefined }: ByteServerAnswers): Promise<ByteServer> {
  const folder = mkdtempSync(join(tmpdir(), 'capi-engine-bytes-'));
  const path = join(folder, 'docker.sock');
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/version') {
      response.end('{"ApiVersion":"1.41"}');
      return;
    }
    const line = `${request.method} ${(request.url ?? '').replace('/v1.41', '')}`;
    lines.push(line);
    await answer({ line, body: (await buffer(request)).toString(), response });
  };
  const server = createServer((request, response) => void respond(request, response));
  server.on('upgrade', (request, socket) => {
    socket.write('HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    // The other side may leave at any time.
    socket.on('error', () => undefined);
    lines.push(`upgrade ${request.url?.replace('/v1.41', '')}`);
    upgrade(socket);
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, () => resolve()));
  return {
    address: `unix://${path}`,
    lines,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
