import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventually } from '../../harness/eventually.ts';
import type { World } from './world.ts';

const isGone = (pid: number): true | undefined => (existsSync(`/proc/${pid}/exe`) ? undefined : true);

/** Stops the engine in order, with whatever containers run, lets `meanwhile` happen, and starts it again as it was. */
export async function restartEngine({ folder, docker }: World, meanwhile: () => Promise<void>): Promise<void> {
  const pid = Number(readFileSync(join(folder, 'dockerd.pid'), 'utf8'));
  const [program = 'dockerd', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  process.kill(pid, 'SIGTERM');
  await eventually('the engine has ended', async () => isGone(pid), 60);
  await meanwhile();
  const log = openSync(join(folder, 'dockerd.log'), 'a');
  // It ends with the world.
  spawn(program, args, { detached: true, stdio: ['ignore', log, log] }).unref();
  await eventually('the engine answers again', () => docker('version'), 60);
}
