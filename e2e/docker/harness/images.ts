import { spawnSync } from 'node:child_process';

import type { Engine } from '../../docker-engine/start-engine.ts';
import { repository } from '../../harness/sandbox.ts';
import type { SharedWorld } from './world.ts';

/** Which images the stories work with. */
export type Images = Pick<SharedWorld, 'versions' | 'imageOfWorkload' | 'imageToPreload'>;

/** Why there is no node image here and none can be built. */
export function whyNoNodeImage(): string | undefined {
  const { status, stdout } = spawnSync(process.execPath, ['--conditions=@capi/source', 'tools/node-image/run.ts', '--check'], {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return status === 2 ? stdout.trim() : undefined;
}

/** Puts the archive of `npm run node-image` into the engine. */
export async function loadImages(engine: Engine): Promise<Images> {
  const { status, stdout } = spawnSync(process.execPath, ['--conditions=@capi/source', 'tools/node-image/load.ts'], {
    cwd: repository,
    env: { ...process.env, ...engine.environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('the node image could not be loaded; messages are above');
  const { images } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { readonly images: readonly string[] };
  const versions = images.flatMap((image) => /^kindest\/node:(v.+)$/.exec(image)?.[1] ?? []).toSorted();
  const [first, next] = versions;
  if (first === undefined || next === undefined) throw new Error(`the archive has no two versions of nodes: ${images.join(', ')}`);
  return { versions: [first, next], imageOfWorkload: 'capi.test/web:v1', imageToPreload: 'capi.test/preloaded:v1' };
}
