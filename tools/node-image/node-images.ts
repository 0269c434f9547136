import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildImages, compress, type Timed } from './build.ts';
import { whyNoBuild } from './prerequisites.ts';
import { nodeImage, recipe, recipeKey } from './recipe.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const kept = 3;

/** Images that a build has left in the cache. */
export interface NodeImages {
  /** Of the recipe; the value of the label on each of them. */
  readonly key: string;
  /** Compressed by zstd; inside is what `docker load` reads. */
  readonly archive: string;
  /** The same of one small image that nodes do not have: to try `preLoadImages` with. */
  readonly preloadedArchive: string;
  /** Versions there is a node image for, oldest first. */
  readonly kubernetesVersions: readonly string[];
  /** What is in the archive: a node image for each version, in their order, and the load balancer. */
  readonly names: readonly string[];
  /** What is in the other one. */
  readonly preloaded: string;
}

/** Where archives are kept: CAPI_CACHE, else .cache in the checkout; in either a folder of their own. */
export const cacheFolder = (): string => join(process.env['CAPI_CACHE'] || join(repository, '.cache'), 'node-image');

/** What `npm run node-image` has built, or would build, from the recipe as it is now. */
export function nodeImages(): NodeImages {
  const key = recipeKey();
  const file = join(cacheFolder(), key);
  const { versions } = recipe.kubernetes;
  return {
    key,
    archive: `${file}.tar.zst`,
    preloadedArchive: `${file}.preloaded.tar.zst`,
    kubernetesVersions: versions,
    names: [...versions.map(nodeImage), recipe.haproxy],
    preloaded: recipe.preloaded,
  };
}

/** Whether they are there. One is moved to its place after the other, and the archive last. */
export const areBuilt = ({ archive }: NodeImages): boolean => existsSync(archive);

/** Why they are not there and cannot be built; undefined when they are or can be. Installs what apt can bring. */
export function whyNoImages(images: NodeImages, say: (line: string) => void): string | undefined {
  if (areBuilt(images)) return undefined;
  mkdirSync(cacheFolder(), { recursive: true });
  return whyNoBuild(cacheFolder(), say);
}

/** How a build tells of itself. */
export interface Telling {
  readonly say: (line: string) => void;
  readonly timed: Timed;
}

/** Builds them. What an interrupted run leaves counts for nothing, and goes at the next. */
export async function buildNodeImages(images: NodeImages, { say, timed }: Telling, signal: AbortSignal): Promise<void> {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  sweep(cache);
  const reason = whyNoImages(images, say);
  if (reason !== undefined) throw new Error(reason);
  const work = join(cache, `work-${process.pid}`);
  mkdirSync(work);
  try {
    const archive = join(work, 'archive');
    const preloaded = join(work, 'preloaded');
    await buildImages(archive, preloaded, { work, timed, signal });
    const compressed = `${archive}.tar.zst`;
    await timed('compression', () => compress(archive, compressed, signal));
    await compress(preloaded, `${preloaded}.tar.zst`, signal);
    renameSync(`${preloaded}.tar.zst`, images.preloadedArchive);
    renameSync(compressed, images.archive);
  } finally {
    // Processes of a namespace that is ending may still write for a moment.
    rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Takes away what runs left that were killed, and archives of recipes of long ago. */
function sweep(cache: string): void {
  for (const name of readdirSync(cache)) {
    const [, owner] = /^work-(\d+)$/.exec(name) ?? [];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) rmSync(join(cache, name), { recursive: true, force: true });
  }
  const archives = readdirSync(cache).filter((name) => name.endsWith('.tar.zst') && !name.endsWith('.preloaded.tar.zst'));
  const byAge = archives.toSorted((a, b) => statSync(join(cache, b)).mtimeMs - statSync(join(cache, a)).mtimeMs);
  for (const name of byAge.slice(kept - 1)) {
    rmSync(join(cache, name));
    rmSync(join(cache, name.replace(/\.tar\.zst$/, '.preloaded.tar.zst')), { force: true });
  }
}
