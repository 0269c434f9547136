import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

import { milliseconds, seconds } from '@capi/seams';

import type { ExecRequest, ExecResult } from '../docker-engine.ts';
import { EngineAnswer, refused } from '../refusal.ts';
import type { InspectedExec } from './api.ts';
import { soon, type Connection } from './connection.ts';
import { demultiplexer, type OutputStream } from './demultiplex.ts';
import { containerPath } from './engine-client.ts';
import { answerOf, unreachable, type Asked } from './explain.ts';
import { tailOf } from './tail.ts';

/** Of each stream. */
const keptBytes = 64 * 1024;
/** An engine may close the output just before it knows the exit code. */
const patience = seconds(10);
const shortestPause = milliseconds(20);
const longestPause = seconds(1);
/** When it is looked whether a program still runs: at first after so long, then less and less often. */
const firstLook = seconds(1);
const lastLook = seconds(30);

/**
 * Runs a program in a container. It ends with the end of its output, after which the engine is asked once how it ended; without an exit
 * code it has not succeeded. When the signal is aborted nobody listens any more, but the program goes on: engines cannot end it.
 */
export async function runProgram(connection: Connection, container: string, run: ExecRequest, signal: AbortSignal): Promise<ExecResult> {
  const asked: Asked = { action: `run ${run.command[0] ?? ''} in container ${container}` };
  const { input, onOutput } = run;
  const { Id: exec } = await connection.call(asked, soon, signal, (client, limited) =>
    client.json<{ readonly Id: string }>({ method: 'POST', path: containerPath(container, '/exec'), body: execOptions(run) }, limited),
  );
  const output = { stdout: tailOf(keptBytes), stderr: tailOf(keptBytes) };
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  const taking = demultiplexer((stream: OutputStream, bytes) => {
    output[stream].add(bytes);
    const piece = onOutput === undefined ? '' : decoders[stream].write(Buffer.from(bytes));
    if (piece !== '') onOutput?.(stream, piece);
  });
  const socket = await connection.call(asked, undefined, signal, (client, limited) =>
    client.hijack({ method: 'POST', path: `/exec/${exec}/start`, body: { Detach: false, Tty: false } }, limited),
  );
  const stop = new AbortController();
  const watching = watchForEarlyEnd(exec, socket, connection, AbortSignal.any([signal, stop.signal]));
  let ended: Error | undefined;
  try {
    ended = await talk(socket, input, (chunk) => taking.write(chunk), signal);
  } finally {
    stop.abort(over);
    await watching;
  }
  const exitCode = await exitCodeOf(exec, connection, asked, signal);
  if (exitCode === undefined || !taking.complete) {
    const why = ended === undefined ? 'the engine does not tell its exit code' : `the connection broke while it ran: ${ended.message}`;
    throw ended === undefined
      ? refused(new EngineAnswer('other', why), { action: asked.action, why })
      : unreachable(asked.action, connection.address, why);
  }
  return { exitCode, stdout: output.stdout.text(), stderr: output.stderr.text() };
}

const execOptions = ({ command, input, user, workingFolder, environment = {}, privileged = false }: ExecRequest) => ({
  Cmd: [...command],
  AttachStdin: input !== undefined,
  AttachStdout: true,
  AttachStderr: true,
  Tty: false,
  Privileged: privileged,
  Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
  ...(user === undefined ? {} : { User: user }),
  ...(workingFolder === undefined ? {} : { WorkingDir: workingFolder }),
});

/** Writes the input and reads the output, to the end of the output. @returns why that was not its own end */
async function talk(
  socket: Socket,
  input: ExecRequest['input'],
  read: (chunk: Uint8Array) => void,
  signal: AbortSignal,
): Promise<Error | undefined> {
  const abort = (): void => void socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  let failed: Error | undefined;
  const closed = new Promise<void>((resolve) => {
    let hasEnded = false;
    socket.on('data', read);
    socket.once('end', () => {
      hasEnded = true;
      // Input that is left has no reader.
      socket.destroy();
    });
    socket.on('error', (error) => (failed ??= error));
    socket.once('close', () => {
      if (!hasEnded) failed ??= new Error('it was closed early');
      // A program may end without reading all of its input.
      if (hasEnded || (failed !== undefined && 'code' in failed && failed.code === 'EPIPE')) failed = undefined;
      if (input instanceof Readable) input.destroy();
      resolve();
    });
  });
  try {
    await Promise.all([closed, write(socket, input)]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
  signal.throwIfAborted();
  return failed;
}

/** Writes all input and ends it; stops when the program has ended. An input that fails must not look like one that has ended. */
async function write(socket: Socket, input: ExecRequest['input']): Promise<void> {
  if (input === undefined) return;
  if (!(input instanceof Readable)) {
    socket.end(input);
    return;
  }
  try {
    for await (const chunk of input as AsyncIterable<Uint8Array>) {
      if (!socket.writable) return;
      if (!socket.write(chunk)) await drained(socket);
    }
    socket.end();
  } catch (error) {
    if (socket.destroyed) return;
    socket.destroy();
    throw error;
  }
}

const over = 'over';
/** What writing to a program that has ended should have led to. */
const brokenPipe = (): Error => Object.assign(new Error('the program has ended'), { code: 'EPIPE' });

/**
 * Not every program ends its output: one that does not read all of its input leaves an engine with the rest, which then waits for two
 * minutes, and one that leaves others behind may leave the output to them. So it is looked now and then whether it still runs.
 */
async function watchForEarlyEnd(exec: string, socket: Socket, connection: Connection, signal: AbortSignal): Promise<void> {
  const { clock } = connection;
  try {
    for (let pause = firstLook; ; pause = milliseconds(Math.min(2 * pause, lastLook))) {
      await clock.sleep(pause, signal);
      if (await mayRun(exec, connection, signal)) continue;
      // Its last words may be under way.
      await clock.sleep(firstLook, signal);
      socket.destroy(brokenPipe());
      return;
    }
  } catch {
    // The output has ended.
  }
}

/** An engine that does not answer is asked again: it may be busy. If the connection breaks, the reader of the output sees that. */
async function mayRun(exec: string, connection: Connection, signal: AbortSignal): Promise<boolean> {
  try {
    return (await inspectExec(exec, connection, { action: 'see whether a program runs' }, signal)).Running;
  } catch (error) {
    signal.throwIfAborted();
    return answerOf(error)?.refusal !== 'not-found';
  }
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });

/** @returns undefined when the engine does not tell, or says that the program still runs */
async function exitCodeOf(exec: string, connection: Connection, asked: Asked, signal: AbortSignal): Promise<number | undefined> {
  const { clock } = connection;
  const began = clock.monotonic();
  for (let pause = shortestPause; ; pause = milliseconds(Math.min(2 * pause, longestPause))) {
    const { Running, ExitCode } = await inspectExec(exec, connection, asked, signal);
    if (!Running && ExitCode !== null) return ExitCode;
    if (clock.monotonic() - began >= patience) return undefined;
    await clock.sleep(pause, signal);
  }
}

const inspectExec = (exec: string, connection: Connection, asked: Asked, signal: AbortSignal): Promise<InspectedExec> =>
  connection.call(asked, soon, signal, (client, limited) => client.json({ method: 'GET', path: `/exec/${exec}/json` }, limited));
