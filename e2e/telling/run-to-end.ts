import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether what it prints is passed through; else it is kept. */
  readonly passedThrough: boolean;
  /** What the command, and all that it started in its group, gets when this process is asked to end. */
  readonly last: NodeJS.Signals;
}

/** Runs a command, in a group of its own, to its end. */
export function runToEnd(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, environment, passedThrough, last }: Running,
  asked: AbortSignal,
): Promise<Ended> {
  const output = passedThrough ? 'inherit' : 'pipe';
  const child = spawn(program, args, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', output, output], detached: true });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (chunk: Buffer) => (printed[name] += chunk.toString()));
  const end = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, last);
    } catch {
      // It has ended already.
    }
  };
  asked.addEventListener('abort', end);
  if (asked.aborted) end();
  return new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...printed }));
  }).finally(() => asked.removeEventListener('abort', end));
}
