import { stripVTControlCharacters } from 'node:util';

import { minutes } from '@capi/seams';

import type { DockerEngine } from '../docker-engine.ts';
import type { InspectedContainer, ListedContainer } from './api.ts';
import { soon, type Connection } from './connection.ts';
import { createRequest } from './create-request.ts';
import { demultiplexer } from './demultiplex.ts';
import { containerPath } from './engine-client.ts';
import { answerOf, unlessNotFound } from './explain.ts';
import { labelFilter } from './label-filter.ts';
import { readInspected, readListed } from './read-container.ts';
import { readFile } from './read-file.ts';
import { runProgram } from './run-program.ts';

/** For what moves disks, processes and networks: it takes seconds, and on a machine that is too busy much longer. */
const eventually = minutes(5);

type ContainerCalls = Pick<
  DockerEngine,
  'list' | 'inspect' | 'create' | 'start' | 'kill' | 'remove' | 'exec' | 'upload' | 'readFile' | 'logs'
>;

/** What an engine does with containers. */
export function containerCalls(connection: Connection): ContainerCalls {
  return {
    async list(labels, signal) {
      const query = { all: true, filters: { label: labelFilter(labels) } };
      const found = await connection.call({ action: 'list containers' }, soon, signal, (client, limited) =>
        client.json<readonly ListedContainer[]>({ method: 'GET', path: '/containers/json', query }, limited),
      );
      return found.map(readListed);
    },
    async inspect(name, signal) {
      const call = connection.call({ action: `inspect container ${name}` }, soon, signal, (client, limited) =>
        client.json<InspectedContainer>({ method: 'GET', path: containerPath(name, '/json') }, limited),
      );
      const found = await unlessNotFound(call);
      return found === undefined ? undefined : readInspected(found);
    },
    async create(spec, signal) {
      const asked = { action: `create container ${spec.name}`, hints: { 'not-found': `pull or build the image ${spec.image} first` } };
      const body = createRequest(spec);
      const { Id } = await connection.call(asked, eventually, signal, (client, limited) =>
        client.json<{ readonly Id: string }>({ method: 'POST', path: '/containers/create', query: { name: spec.name }, body }, limited),
      );
      return Id;
    },
    async start(name, signal) {
      await connection.call({ action: `start container ${name}` }, eventually, signal, (client, limited) =>
        client.json({ method: 'POST', path: containerPath(name, '/start') }, limited),
      );
    },
    async kill(name, signalName, signal) {
      const request = { method: 'POST', path: containerPath(name, '/kill'), query: { signal: signalName } } as const;
      await connection.call({ action: `send ${signalName} to container ${name}` }, soon, signal, (client, limited) =>
        client.json(request, limited),
      );
    },
    remove: (name, signal) => remove(connection, name, signal),
    exec: (name, run, signal) => runProgram(connection, name, run, signal),
    async upload(name, folder, archive, signal) {
      const request = { method: 'PUT', path: containerPath(name, '/archive'), query: { path: folder }, archive } as const;
      await connection.call({ action: `put files into container ${name}` }, eventually, signal, (client, limited) =>
        client.json(request, limited),
      );
    },
    readFile: (name, path, signal) => readFile(connection, name, path, signal),
    async logs(name, lines, signal) {
      const query = { stdout: true, stderr: true, tail: lines };
      const log = await connection.call({ action: `read the log of container ${name}` }, soon, signal, async (client, limited) => {
        const { Config } = await client.json<InspectedContainer>({ method: 'GET', path: containerPath(name, '/json') }, limited);
        const bytes = await client.bytes({ method: 'GET', path: containerPath(name, '/logs'), query }, limited);
        return Config.Tty ? bytes : unframed(bytes);
      });
      return stripVTControlCharacters(log.toString('utf8')).replaceAll('\r\n', '\n').trimEnd();
    },
  };
}

/** Force ends what runs; with it go the anonymous volumes. */
async function remove(connection: Connection, name: string, signal: AbortSignal): Promise<void> {
  const asked = { action: `remove container ${name}` };
  try {
    await connection.call(asked, eventually, signal, (client, limited) =>
      client.json({ method: 'DELETE', path: containerPath(name), query: { force: true, v: true } }, limited),
    );
  } catch (error) {
    const answer = answerOf(error);
    if (answer?.refusal === 'not-found') return;
    if (answer?.status !== 409 || !/already in progress/i.test(answer.message)) throw error;
    // Somebody else removes it, or we did before we were ended.
    const waiting = connection.call(asked, eventually, signal, (client, limited) =>
      client.json({ method: 'POST', path: containerPath(name, '/wait'), query: { condition: 'removed' } }, limited),
    );
    await unlessNotFound(waiting);
  }
}

/** Both streams of a container without a terminal, in the order in which they were written. */
function unframed(log: Buffer): Buffer {
  const pieces: Uint8Array[] = [];
  demultiplexer((_stream, bytes) => pieces.push(bytes)).write(log);
  return Buffer.concat(pieces);
}
