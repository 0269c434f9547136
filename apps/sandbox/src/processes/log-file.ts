import { close, openSync, write } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * Appends to a file that only its owner may read. What there is no space for is lost: a process whose output nobody takes would stand
 * still.
 * @throws the error of the file system when it cannot be opened
 */
export function openLogFile(path: string): Writable {
  const descriptor = openSync(path, 'a', 0o600);
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => write(descriptor, chunk, () => done()),
    final: (done) => close(descriptor, done),
  });
}
