import { renameSync, writeFileSync } from 'node:fs';

import type { Clock } from '@capi/seams';

import { supervise, type Supervision } from './supervise.ts';

export type GroupMember = Omit<Supervision, 'started' | 'ended'> & Partial<Pick<Supervision, 'started' | 'ended'>>;

/** Supervised processes that are stopped together; a file tells their ids to whoever wants to look at them. */
export interface ProcessGroup {
  start(name: string, member: GroupMember): void;
  /** Asks all to end and waits until they have. */
  stop(): Promise<void>;
}

/** @param pidFile JSON, name to process id, rewritten whenever one starts; shared by groups through `pids` */
export function processGroup(pids: Map<string, number>, pidFile: string, clock: Clock): ProcessGroup {
  const stopping = new AbortController();
  const running: Promise<unknown>[] = [];
  return {
    start(name, member) {
      const supervision: Supervision = {
        ...member,
        started(process) {
          if (process.pid !== undefined) pids.set(name, process.pid);
          tell(pids, pidFile);
          member.started?.(process);
        },
        ended: (ending, restarts) => member.ended?.(ending, restarts),
      };
      const supervised = supervise(supervision, clock, stopping.signal);
      running.push(supervised);
      // One that cannot be started is told at once, and ends the sandbox, rather than when it is stopped.
      void supervised.catch((error: unknown) => {
        throw error;
      });
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

/** For whoever wants to look: no process ends for it. */
function tell(pids: ReadonlyMap<string, number>, file: string): void {
  try {
    writeWhole(file, JSON.stringify(Object.fromEntries(pids)));
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  }
}

/** A reader sees the old text or the new one, never half of it. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
