import type { World } from './world.ts';

const ours = new Set(['bridge', 'host', 'none']);

/** Containers, volumes and networks that the engine has; none is the engine's own. */
export async function leftovers({ docker }: World): Promise<readonly string[]> {
  const list = async (what: string, ...args: string[]): Promise<readonly string[]> =>
    (await docker(...args)).split('\n').flatMap((name) => (name === '' || ours.has(name) ? [] : [`${what} ${name}`]));
  return [
    ...(await list('container', 'ps', '--all', '--format={{.Names}}')),
    ...(await list('volume', 'volume', 'ls', '--quiet')),
    ...(await list('network', 'network', 'ls', '--format={{.Name}}')),
  ];
}
