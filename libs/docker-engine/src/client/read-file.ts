import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { minutes } from '@capi/seams';
import { extract } from 'tar-stream';

import type { Connection } from './connection.ts';
import { containerPath } from './engine-client.ts';
import { answerOf } from './explain.ts';

/** A file that is larger is not what this is for, but it should end. */
const limit = minutes(2);
/** Links are followed as a shell would, though not in circles. */
const mostLinks = 5;

/** @returns undefined when there is no such file */
export async function readFile(connection: Connection, container: string, path: string, signal: AbortSignal): Promise<Buffer | undefined> {
  const asked = { action: `read ${path} in container ${container}` };
  let at = path;
  for (let links = 0; links <= mostLinks; links += 1) {
    const request = { method: 'GET', path: containerPath(container, '/archive'), query: { path: at } } as const;
    const found = await orNone(
      connection.call(asked, limit, signal, async (client, limited) => firstEntry(await client.stream(request, limited))),
    );
    if (found === undefined || Buffer.isBuffer(found)) return found;
    at = posix.resolve(posix.dirname(at), found.link);
  }
  return undefined;
}

/** The engine answers with an archive of one file, link or folder. */
async function firstEntry(archive: Readable): Promise<Buffer | { readonly link: string } | undefined> {
  try {
    for await (const entry of archive.pipe(extract())) {
      const { type, linkname } = entry.header;
      if (type === 'file') return await buffer(entry);
      return type === 'symlink' && typeof linkname === 'string' ? { link: linkname } : undefined;
    }
    return undefined;
  } finally {
    archive.destroy();
  }
}

/** A file that is not there has the same status as a container that is not there. */
async function orNone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const answer = answerOf(error);
    if (answer?.refusal === 'not-found' && !/no such container/i.test(answer.message)) return undefined;
    throw error;
  }
}
