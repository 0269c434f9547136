// `npm run images -- [--base IMAGE] [--repository PREFIX] [--tag TAG] [app…]`: builds the images of the apps from their bundles.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { imagesOf, moved, type Image } from './images.ts';
import { layOut } from './lay-out.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Podman and nerdctl take the same commands.
const docker = process.env['CAPI_DOCKER'] ?? 'docker';

interface Options {
  readonly base: string | undefined;
  readonly version: string;
}

function build(image: Image, { base, version }: Options): void {
  const reference = `${image.name}:${image.tag}`;
  const args = ['TITLE=' + image.app, `VERSION=${version}`, ...(base === undefined ? [] : [`BASE=${base}`])];
  run('build', [
    '--quiet',
    `--file=${join(root, 'deploy/images/Dockerfile')}`,
    `--target=${image.program}`,
    ...args.map((arg) => `--build-arg=${arg}`),
    `--tag=${reference}`,
    layOut(image, root),
  ]);
  const size = Number(run('image', ['inspect', '--format={{.Size}}', reference]));
  console.log(`${reference}  ${(size / 1e6).toFixed(1)} MB`);
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(docker, [command, ...args], { encoding: 'utf8' });
  if (error !== undefined) throw new Error(`cannot run ${docker}: ${error.message}; install it, or name another in CAPI_DOCKER`);
  if (status !== 0) throw new Error(`${docker} ${command} failed: ${stderr.trim()}`);
  return stdout.trim();
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { base: { type: 'string' }, repository: { type: 'string' }, tag: { type: 'string' } },
  });
  const all = imagesOf(root);
  const unknown = positionals.filter((app) => all.every((image) => image.app !== app));
  if (unknown.length > 0) throw new Error(`there is no image of ${unknown.join(', ')}; there are ${all.map(({ app }) => app).join(', ')}`);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  for (const image of all.filter(({ app }) => positionals.length === 0 || positionals.includes(app))) {
    const named = values.repository === undefined ? image : moved(image, values.repository);
    const tag = values.tag ?? named.tag;
    build({ ...named, tag }, { base: values.base, version: /^v\d/.test(tag) ? tag : `v${version}` });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
