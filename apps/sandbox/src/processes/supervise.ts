import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { between, milliseconds, seconds, type Clock, type Duration } from '@capi/seams';

import { lifelineDescriptor } from './lifeline-descriptor.ts';
import { openLogFile } from './log-file.ts';
import type { Program } from './program.ts';

/** Why a process ended: an exit code or a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface SupervisedProcess {
  readonly pid: number | undefined;
  readonly restarts: number;
}

export interface Supervision {
  readonly program: Program;
  readonly environment?: Readonly<Record<string, string>>;
  /** stdout and stderr are appended here, as far as there is space. */
  readonly logFile: string;
  /** Called whenever a process of this supervision starts. */
  readonly started: (process: SupervisedProcess) => void;
  readonly ended: (ending: Ending, restarts: number) => void;
  /** Do not start again after this ending; absent: always start again. */
  readonly giveUp?: (ending: Ending, restarts: number) => boolean;
}

const firstPause = milliseconds(250);
const longestPause = seconds(10);
/** A process that ran this long is taken for healthy: its next failure waits the first pause again. */
const settled = seconds(30);
/** What a process gets between SIGTERM and SIGKILL. */
const grace = seconds(10);

/**
 * Keeps one process running until the signal: starts it again when it ends, after a pause that doubles while it keeps failing.
 * Resolves when the process is gone for good; rejects when it could not be started at all.
 */
export async function supervise(supervision: Supervision, clock: Clock, signal: AbortSignal): Promise<Ending> {
  mkdirSync(dirname(supervision.logFile), { recursive: true });
  let pause: Duration | undefined;
  for (let restarts = 0; ; restarts += 1) {
    const startedAt = clock.now();
    const ending = await runOnce(supervision, restarts, clock, signal);
    supervision.ended(ending, restarts);
    if (signal.aborted || supervision.giveUp?.(ending, restarts) === true) return ending;
    pause = nextPause(pause, between(startedAt, clock.now()));
    await clock.sleep(pause, signal).catch(() => undefined);
    if (signal.aborted) return ending;
  }
}

function nextPause(last: Duration | undefined, ranFor: Duration): Duration {
  return last === undefined || ranFor >= settled ? firstPause : milliseconds(Math.min(last * 2, longestPause));
}

async function runOnce(supervision: Supervision, restarts: number, clock: Clock, signal: AbortSignal): Promise<Ending> {
  const { program, environment, logFile } = supervision;
  const log = openLogFile(logFile);
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
  stdio[lifelineDescriptor] = 'pipe';
  const child = spawn(program.command, program.args, {
    env: { ...process.env, ...environment },
    stdio,
    // A group of its own: Ctrl-C reaches the sandbox alone, which then stops its children in order.
    detached: true,
  });
  for (const output of [child.stdout, child.stderr]) output?.pipe(log, { end: false });
  // Nothing is said over it: it is there until one of the two ends.
  child.stdio[lifelineDescriptor]?.on('error', () => undefined);
  supervision.started({ pid: child.pid, restarts });
  const stop = (): void => void terminate(child, clock);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await new Promise<Ending>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, killedBy) => resolve({ code, signal: killedBy }));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    log.end();
  }
}

async function terminate(child: ChildProcess, clock: Clock): Promise<void> {
  const gone = new AbortController();
  child.once('close', () => gone.abort());
  child.kill('SIGTERM');
  await clock.sleep(grace, gone.signal).catch(() => undefined);
  if (!gone.signal.aborted) child.kill('SIGKILL');
}
