import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { askedToEnd } from './asked-to-end.ts';

/** One command whose success counts, with the words it is known by in the summary. */
export interface Lane {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface LaneResult {
  readonly lane: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  /** Why it was skipped. */
  readonly reason?: string;
}

/** Milliseconds that a lane has to end what it has started, once it was asked to. */
const grace = 20_000;

/**
 * Runs one lane with its output passed through. A lane that finds its tools missing prints `skipped: <reason>` as a line of its own
 * and exits 0. It runs in a group of its own, of which nothing is left when `asked` was aborted and this resolves.
 */
async function runLane(lane: Lane, root: string, asked: AbortSignal): Promise<LaneResult> {
  console.log(`\n── ${lane.name}: ${lane.command.join(' ')}`);
  const started = performance.now();
  const [program, ...args] = lane.command;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...lane.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    asked.addEventListener('abort', () => resolve(child.pid === undefined ? undefined : endGroup(child.pid)), { once: true });
  });
  let tail = '';
  let reason: string | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    const lines = (tail + chunk.toString()).split('\n');
    tail = lines.pop() ?? '';
    for (const line of lines) reason = /^skipped: (.+)$/.exec(line)?.[1] ?? reason;
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
    child.on('error', (error) => {
      console.error(`cannot run ${program}: ${error.message}`);
      resolve(1);
    });
  });
  if (asked.aborted) await ended;
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) return { lane: lane.name, outcome: 'failed', seconds };
  return reason === undefined ? { lane: lane.name, outcome: 'passed', seconds } : { lane: lane.name, outcome: 'skipped', seconds, reason };
}

/** One line a lane, and a last line that counts them. */
export function summarize(results: readonly LaneResult[]): string {
  const count = (outcome: LaneResult['outcome']): number => results.filter((result) => result.outcome === outcome).length;
  const lines = results.map(
    ({ lane, outcome, seconds, reason }) =>
      `${outcome.padEnd(7)} ${lane} (${seconds.toFixed(1)} s)${reason === undefined ? '' : `: ${reason}`}`,
  );
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
  return [...lines, `${count('passed')} passed, ${count('failed')} failed${skipped}`].join('\n');
}

/**
 * Runs lanes one after another; a failure does not stop the rest. Sets the exit code. Whatever asks this process to end ends all that
 * the lanes have started, and leaves out the rest.
 */
export async function runLanes(lanes: readonly Lane[], root: string): Promise<void> {
  const asked = askedToEnd();
  const results: LaneResult[] = [];
  for (const lane of lanes) if (!asked.aborted) results.push(await runLane(lane, root, asked));
  console.log(`\n${summarize(results)}`);
  if (asked.aborted) process.exitCode = Number(asked.reason);
  else if (results.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
}

/** Asks a group of processes to end, makes it when it takes too long, and waits for it. */
async function endGroup(leader: number): Promise<void> {
  const send = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(-leader, signal);
    } catch {
      return false;
    }
  };
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    send(signal);
    for (const deadline = performance.now() + grace; send(0) && performance.now() < deadline;) await sleep(50);
  }
}
