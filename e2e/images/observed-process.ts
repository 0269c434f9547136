import { readFileSync } from 'node:fs';

import type { Engine } from '../docker-engine/start-engine.ts';

/** What the kernel says of the process that a container runs. */
export interface ObservedProcess {
  readonly userId: number;
  /** Effective and obtainable capabilities, in hexadecimal. */
  readonly capabilities: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly seccompFilter: boolean;
  readonly readOnlyRoot: boolean;
  readonly residentBytes: number;
}

export function observeProcess(container: string, engine: Engine): ObservedProcess {
  const pid = engine.docker('inspect', '--format={{.State.Pid}}', container);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): string => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
  // Fields of a line: id, parent, device, root within it, mount point, options.
  const root = readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find((fields) => fields[4] === '/');
  return {
    userId: Number(field('Uid')),
    capabilities: [field('CapEff'), field('CapPrm'), field('CapBnd')],
    noNewPrivileges: field('NoNewPrivs') === '1',
    seccompFilter: field('Seccomp') === '2',
    readOnlyRoot: root?.[5]?.split(',').includes('ro') ?? false,
    residentBytes: Number(field('VmRSS')) * 1024,
  };
}

/** What a restricted pod may not be, and this process is. */
export function excess({ userId, capabilities, noNewPrivileges, seccompFilter, readOnlyRoot }: ObservedProcess): readonly string[] {
  return [
    ...(userId === 65_532 ? [] : [`it runs as user ${userId}`]),
    ...(capabilities.every((set) => /^0+$/.test(set)) ? [] : [`it has capabilities ${capabilities.join(', ')}`]),
    ...(noNewPrivileges ? [] : ['it could gain privileges']),
    ...(seccompFilter ? [] : ['no filter is on its system calls']),
    ...(readOnlyRoot ? [] : ['it could write to its root file system']),
  ];
}
