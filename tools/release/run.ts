// `npm run release -- --version v0.2.0 [--repository PREFIX] [--out FOLDER]`: a folder that clusterctl and kubectl install from.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { releaseFiles } from './release.ts';
import { whyNoKustomize } from './render.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readArgs(): { version: string; repository?: string; out: string } {
  try {
    const { values } = parseArgs({
      options: { version: { type: 'string', default: '' }, repository: { type: 'string' }, out: { type: 'string', default: `${root}out` } },
    });
    return values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const { version, repository, out } = readArgs();
if (!/^v\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version)) fail(`--version must be like v0.2.0, not "${version}"`);
const reason = whyNoKustomize();
if (reason !== undefined) fail(reason);
const files = releaseFiles(repository === undefined ? { version } : { version, repository });
for (const [name, text] of files) {
  const path = join(resolve(out), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
console.log(`${files.size} files of ${version} below ${relative(process.cwd(), out) || '.'}`);
