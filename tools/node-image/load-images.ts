import { spawn, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';

import { areBuilt, type NodeImages } from './node-images.ts';
import { builtHereLabel } from './recipe.ts';

/** How an engine is reached: as the `docker` command is told. */
export type EngineEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Loads the archives into an engine, unless it has all images: ours of this recipe, or others of the same names, such as kind's. If it
 * lacks one, all are loaded, since an archive is loaded as a whole.
 * @returns `no-archive` when nothing has been built
 */
export async function loadNodeImages(images: NodeImages, environment: EngineEnvironment): Promise<'present' | 'loaded' | 'no-archive'> {
  if (!areBuilt(images)) return 'no-archive';
  const wanted = [
    { archive: images.archive, names: images.names },
    { archive: images.preloadedArchive, names: [images.preloaded] },
  ].filter(({ names }) => names.some((name) => isLacking(name, images.key, environment)));
  for (const { archive } of wanted) await load(archive, environment);
  return wanted.length === 0 ? 'present' : 'loaded';
}

// Podman and nerdctl take the same commands.
const docker = (environment: EngineEnvironment): string => environment['CAPI_DOCKER'] || 'docker';

function isLacking(name: string, key: string, environment: EngineEnvironment): boolean {
  const format = `--format={{with .Config.Labels}}{{index . "${builtHereLabel}"}}{{end}}`;
  const { status, stdout, error } = spawnSync(docker(environment), ['image', 'inspect', format, name], {
    env: environment,
    encoding: 'utf8',
  });
  if (error !== undefined)
    throw new Error(`cannot run ${docker(environment)}: ${error.message}; install it, or name another in CAPI_DOCKER`);
  const label = stdout.trim();
  return status !== 0 || (label !== '' && label !== key);
}

async function load(archive: string, environment: EngineEnvironment): Promise<void> {
  const child = spawn(docker(environment), ['load', '--quiet'], { env: environment, stdio: ['pipe', 'ignore', 'pipe'] });
  const words: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // When the command ends before its input does, its own words say why.
  const fed = pipeline(createReadStream(archive), createZstdDecompress(), child.stdin).catch((error: unknown) => error);
  const [code, failure] = await Promise.all([ended, fed]);
  if (code === 0 && failure === undefined) return;
  const why =
    Buffer.concat(words).toString().trim().split('\n').at(-1) || (failure instanceof Error ? failure.message : `exit code ${code}`);
  throw new Error(`docker load of ${archive} failed: ${why}`);
}
