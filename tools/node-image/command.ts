import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How a command is run; its standard input is empty. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const lastLines = 15;

/** Runs a program that ends with this process, even when this process is killed. Throws with its last lines when it fails. */
export async function run(program: string, args: readonly string[], signal: AbortSignal, options: CommandOptions = {}): Promise<string> {
  const child = start(program, args, signal, options);
  const output: Buffer[] = [];
  const words: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => (output.push(chunk), words.push(chunk)));
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  await ended(child, program, () => Buffer.concat(words).toString());
  return Buffer.concat(output).toString().trim();
}

/** Packs a folder: numeric owners, names in order. */
export function packing(folder: string, signal: AbortSignal): { readonly stdout: Readable; readonly ended: Promise<void> } {
  const child = start('tar', ['--create', '--numeric-owner', '--sort=name', '--xattrs', `--directory=${folder}`, '.'], signal, {});
  const words: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  return { stdout: child.stdout, ended: ended(child, 'tar', () => Buffer.concat(words).toString()) };
}

const start = (program: string, args: readonly string[], signal: AbortSignal, { cwd, environment }: CommandOptions) =>
  spawn('setpriv', ['--pdeathsig=KILL', program, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, LC_ALL: 'C', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    // unshare, for one, takes no notice of anything less.
    killSignal: 'SIGKILL',
  });

/** Rejects when the program is gone, not before: whoever takes away what it wrote must be the last to write. */
function ended(child: ReturnType<typeof start>, program: string, words: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    child.on('error', (error) => {
      failure = error.cause instanceof Error ? error.cause : error;
      if (child.pid === undefined) reject(failure);
    });
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          failure ??
            new Error(`${program} failed (${code ?? child.signalCode}):\n${words().trim().split('\n').slice(-lastLines).join('\n')}`),
        );
    });
  });
}
