import { Readable } from 'node:stream';

import type { DockerEngine } from '../docker-engine.ts';
import { EngineAnswer, refused } from '../refusal.ts';
import type { PullLine } from './api.ts';
import { soon, type Connection } from './connection.ts';
import { explain, refusalOf, unlessNotFound, unreachable, type Asked } from './explain.ts';
import { jsonLines } from './json-lines.ts';

/** What an engine does with images. */
export function imageCalls(connection: Connection): Pick<DockerEngine, 'image' | 'pull' | 'saveImage'> {
  return {
    async image(name, signal) {
      const call = connection.call({ action: `look for image ${name}` }, soon, signal, (client, limited) =>
        client.json<{ readonly Id: string }>({ method: 'GET', path: imagePath(name, '/json') }, limited),
      );
      return (await unlessNotFound(call))?.Id;
    },
    pull: (name, signal) => pull(connection, name, signal),
    async saveImage(name, signal) {
      const asked = { action: `save image ${name}`, hints: { 'not-found': 'pull or build it first' } };
      const archive = await connection.call(asked, undefined, signal, (client, limited) =>
        client.stream({ method: 'GET', path: imagePath(name, '/get') }, limited),
      );
      return Readable.from(explained(archive, asked, connection, signal), { objectMode: false });
    },
  };
}

const imagePath = (name: string, rest: string): string => `/images/${encodeURIComponent(name)}${rest}`;

/** The same bytes, and a failure of ours when they break off. */
async function* explained(stream: Readable, asked: Asked, connection: Connection, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    signal.throwIfAborted();
    throw explain(error, asked, connection.address);
  }
}

/** The answer begins before the engine has asked a registry: whether it worked stands in its lines. */
async function pull(connection: Connection, name: string, signal: AbortSignal): Promise<void> {
  const asked = { action: `pull image ${name}`, hints: { 'not-found': unknownHint, other: registryHint } };
  // Without a tag an engine pulls all there are.
  const hasTag = /(?::[^/]+|@[^/]+)$/.test(name);
  const query = { fromImage: name, tag: hasTag ? undefined : 'latest' };
  await connection.call(asked, undefined, signal, async (client, limited) => {
    const lines = await client.stream({ method: 'POST', path: '/images/create', query }, limited);
    try {
      for await (const line of jsonLines(lines)) {
        const { error, errorDetail } = line as PullLine;
        if (error !== undefined) throw pullFailure(name, errorDetail?.message ?? error);
      }
    } catch (error) {
      if (error instanceof SyntaxError) throw unreachable(asked.action, connection.address, 'its report broke off');
      throw error;
    }
  });
}

const load = 'put the image into the engine with `docker load` or `docker build`';
const unknownHint = `see whether the name is right, or ${load}`;
const registryHint = `see whether the engine can reach the registry, or ${load}`;

function pullFailure(name: string, words: string): Error {
  const isUnknown = /not found|manifest unknown|does not exist|access denied|unauthorized|no matching manifest/i.test(words);
  const refusal = isUnknown ? 'not-found' : refusalOf(500, words);
  const hint = refusal === 'not-found' ? unknownHint : registryHint;
  return refused(new EngineAnswer(refusal, words), {
    action: `pull image ${name}`,
    why: words,
    ...(refusal === 'no-space' ? {} : { hint }),
  });
}
