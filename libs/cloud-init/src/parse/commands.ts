import { CloudConfigError } from './cloud-config-error.ts';

/** Text goes to a shell; a list is a program with its arguments. */
export type Command = string | readonly string[];

/** Reads the list under `runcmd` or `bootcmd`. */
export function readCommands(value: unknown, line: number): readonly Command[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new CloudConfigError('commands are not a list', line);
  return value.map((command: unknown, index) => {
    if (Array.isArray(command)) return command.map(String);
    if (typeof command === 'string' || typeof command === 'number') return String(command);
    throw new CloudConfigError(`command ${index + 1} is neither text nor a list`, line);
  });
}

/** A call of kubeadm among the commands of a node. */
export interface KubeadmCall {
  readonly verb: 'init' | 'join';
  /** The file given with `--config`. */
  readonly config: string;
  /** The file that `echo success` goes to afterwards; absent when the command does not say so. */
  readonly sentinel?: string;
}

/** Finds the call of kubeadm in a command; undefined when there is none or it has no `--config`. */
export function findKubeadmCall(command: Command): KubeadmCall | undefined {
  const text = typeof command === 'string' ? command : command.join(' ');
  const call = /(?:^|[\s;&|])kubeadm\s+(init|join)\b([^;&|]*)/.exec(text);
  const config = /--config[= ]\s*(\S+)/.exec(call?.[2] ?? '')?.[1];
  if (call === null || config === undefined) return undefined;
  const sentinel = /&&\s*echo success\s*>\s*(\S+)/.exec(text)?.[1];
  return { verb: call[1] === 'init' ? 'init' : 'join', config, ...(sentinel === undefined ? {} : { sentinel }) };
}
