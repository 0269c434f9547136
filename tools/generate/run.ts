// `npm run generate`: writes all that comes from declarations in code, and removes what no declaration asks for any more.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { crdFiles } from './crds.ts';
import { referenceFiles } from './reference/reference-files.ts';
import { roleManifests } from './roles.ts';
import { webhookManifests } from './webhook-manifests.ts';

const root = path.resolve(import.meta.dirname, '../..');

async function write(what: string, folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  console.log(`${what}: ${files.size} written`);
}

/** Writes a folder that holds nothing else, so that what is no longer asked for goes. */
async function writeAll(what: string, folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const present = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const stale = present
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !files.has(name));
  await Promise.all(stale.map((name) => rm(path.join(folder, name))));
  await write(what, folder, files);
}

await writeAll('crds', path.join(root, 'crds'), crdFiles());
await writeAll('reference', path.join(root, 'docs/reference'), referenceFiles());
await write('webhook configurations', root, webhookManifests());
await write('roles', root, roleManifests());
