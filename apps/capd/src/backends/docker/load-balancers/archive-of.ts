import { pack } from 'tar-stream';

/** An archive to be unpacked in `/`. Folders that the image lacks are made while it is unpacked. */
export async function archiveOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  // oxlint-disable-next-line no-restricted-globals -- a date is asked for; this one is always the same
  const mtime = new Date(0);
  for (const [path, text] of Object.entries(files)) archive.entry({ name: path.slice(1), mode: 0o644, mtime }, text);
  archive.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of archive as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}
