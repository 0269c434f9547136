import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { extract } from 'tar-stream';

/** A file as an archive brought it into a container. */
export interface FakeFile {
  readonly content: Buffer;
  readonly mode: number;
  readonly user: number;
  readonly group: number;
}

/** The files of a tar archive by their absolute paths, as if it was unpacked in `folder`. */
export async function unpack(archive: Uint8Array, folder: string): Promise<ReadonlyMap<string, FakeFile>> {
  const files = new Map<string, FakeFile>();
  for await (const entry of Readable.from([Buffer.from(archive)]).pipe(extract())) {
    const { name, type, mode, uid: user, gid: group } = entry.header;
    const content = await buffer(entry);
    const path = `/${folder}/${name}`.replace(/\/(\.?\/)+/g, '/');
    if (type === 'file') files.set(path, { content, mode, user, group });
  }
  return files;
}
