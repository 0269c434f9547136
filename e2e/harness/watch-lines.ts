import { setTimeout as sleep } from 'node:timers/promises';

import type { Kubectl } from './kubectl.ts';

/**
 * Hears every line of `kubectl get … -w`, as it comes. kubectl is started again when it ends, and then tells what there is once more.
 * @returns what ends it
 */
export function watchLines(kubectl: Kubectl, args: readonly string[], heard: (line: string) => void): () => Promise<void> {
  let over = false;
  let stop = (): void => undefined;
  const watching = (async () => {
    while (!over) {
      const child = kubectl.start('get', ...args, '-w');
      const closed = new Promise((resolve) => child.on('close', resolve));
      stop = () => child.kill();
      let rest = '';
      child.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) heard(line);
      });
      await closed;
      await sleep(100);
    }
  })();
  return async () => {
    over = true;
    stop();
    await watching;
  };
}
