import { readFileSync } from 'node:fs';

export interface ProcessFigures {
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
}

// Linux' clock ticks are 100 a second on every platform that Node runs on.
const ticksPerSecond = 100;

/** CPU time and peak memory of a process since it started; undefined where /proc does not tell. */
export function processFigures(pid: number): ProcessFigures | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const [user = '0', system = '0'] = afterName.slice(11, 13);
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    return { cpuSeconds: (Number(user) + Number(system)) / ticksPerSecond, peakMebibytes: Number(peak) / 1024 };
  } catch {
    return undefined;
  }
}
