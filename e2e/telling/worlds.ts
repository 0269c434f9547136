import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Namespaces for processes, mounts and network, all of which end with the process that made them, and that one with its parent. */
const inNamespaces = [
  'setpriv',
  '--pdeathsig=KILL',
  'unshare',
  '--mount',
  '--net',
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
] as const;
const settleIn = fileURLToPath(new URL('../docker-engine/settle-in.sh', import.meta.url));

/** Why stories cannot have worlds of their own here; undefined when they can. */
export function whyNoWorlds(): string | undefined {
  const [program, ...args] = inWorldOfItsOwn(['true']);
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? undefined : `this process may not make namespaces (${error?.message ?? stderr.trim()})`;
}

/**
 * The command with which another runs where nobody else has its ports: clusters of two stories both count theirs from the same number,
 * and while a provider is killed and started again somebody else would take one.
 */
export const inWorldOfItsOwn = (command: readonly string[]): readonly [string, ...string[]] => [
  ...inNamespaces,
  'sh',
  settleIn,
  ...command,
];
