// Loaded into every process of the sandbox, before its program (`node --import`). The process has one end of a pipe and the sandbox the other:
// when that closes, the sandbox is gone, however it ended, and whoever it would have asked to end has to do so without being asked.
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

import { lifelineDescriptor } from './processes/lifeline-descriptor.ts';

/** Milliseconds until a process that does not end is ended, as the sandbox would have done. */
const grace = 10_000;

if (isMainThread) {
  const pipe = new Socket({ fd: lifelineDescriptor, readable: true, writable: false });
  // An error closes it, too.
  pipe.on('error', () => undefined);
  pipe.on('close', () => {
    // Nobody takes what is printed any more.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), grace).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  pipe.resume();
  pipe.unref();
}
