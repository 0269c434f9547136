import type { Command } from '@capi/cloud-init';

/** What kubeadm finds wrong with every node that is a container. */
const ignored = ['SystemVerification', 'Swap', 'FileContent--proc-sys-net-bridge-bridge-nf-call-iptables'];
const flag = '--ignore-preflight-errors';

/**
 * A command with every `kubeadm init` and `kubeadm join` in it told to pass over what is wrong with all nodes that are containers; what the
 * command itself passes over is added to. Phases are left alone, most of which do not know the flag.
 */
export function adaptKubeadmCommand(command: Command): Command {
  if (typeof command !== 'string') return adaptList(command);
  return command.replaceAll(
    /(^|[\s;&|({"'`!])((?:\/\S*\/)?kubeadm\s+(?:init|join))(?=$|[\s;&|)}"'`])((?:\\\n|[^;&|\n])*)/g,
    (_whole, before: string, call: string, rest: string) => `${before}${adaptCall(call, rest)}`,
  );
}

/** Whether a command starts a cluster or joins one. */
export const callsKubeadm = (command: Command): boolean =>
  /(?:^|[\s;&|({"'`!/])kubeadm\s+(?:init|join)(?![\w-])(?!\s+phase\b)/.test(typeof command === 'string' ? command : command.join(' '));

function adaptCall(call: string, rest: string): string {
  if (/^\s+phase\b/.test(rest)) return call + rest;
  const own = /(\s--ignore-preflight-errors(?:=|\s+))(["']?)([\w.,-]+)\2/.exec(rest);
  const [match, name = '', quote = '', values = ''] = own ?? [];
  if (match === undefined) return `${call} ${flag}=${ignored.join(',')}${rest}`;
  return call + rest.replace(match, `${name}${quote}${union(values)}${quote}`);
}

function adaptList(command: readonly string[]): readonly string[] {
  const [program = '', verb = '', ...rest] = command;
  if (!/(?:^|\/)kubeadm$/.test(program) || (verb !== 'init' && verb !== 'join') || rest[0] === 'phase') return command;
  const joined = rest.findIndex((argument) => argument.startsWith(`${flag}=`));
  if (joined >= 0) return command.with(joined + 2, `${flag}=${union((rest[joined] ?? '').slice(flag.length + 1))}`);
  const separate = rest.indexOf(flag);
  if (separate >= 0 && separate + 1 < rest.length) return command.with(separate + 3, union(rest[separate + 1] ?? ''));
  return [program, verb, `${flag}=${ignored.join(',')}`, ...rest];
}

/** kubeadm takes `all` only on its own. */
function union(values: string): string {
  const given = values.split(',').filter((value) => value !== '');
  if (given.some((value) => value.toLowerCase() === 'all')) return values;
  const known = new Set(given.map((value) => value.toLowerCase()));
  return [...given, ...ignored.filter((value) => !known.has(value.toLowerCase()))].join(',');
}
