import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Why nothing can be rendered here; undefined when it can. */
export function whyNoKustomize(): string | undefined {
  return spawnSync('kubectl', ['version', '--client']).status === 0 ? undefined : 'kubectl, which has kustomize inside, is not on the PATH';
}

/**
 * A folder of `deploy/` as `kubectl kustomize` renders it: documents apart by `---`, keys in alphabetical order, the same text every time.
 * @throws Error with the words of kubectl
 */
export function render(folder: string): string {
  const { status, stdout, stderr, error } = spawnSync('kubectl', ['kustomize', `${root}deploy/${folder}`], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`cannot render deploy/${folder}: ${error?.message ?? stderr.trim()}`);
  return stdout;
}
