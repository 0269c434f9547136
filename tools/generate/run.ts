// `npm run generate`: writes all that comes from declarations in code, and removes what no declaration asks for any more.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { crdFiles } from './crds.ts';
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

const crds = path.join(root, 'crds');
const wanted = crdFiles();
const present = await readdir(crds, { recursive: true }).catch(() => []);
await Promise.all(present.filter((name) => name.endsWith('.yaml') && !wanted.has(name)).map((name) => rm(path.join(crds, name))));
await write('crds', crds, wanted);
await write('webhook configurations', root, webhookManifests());
await write('roles', root, roleManifests());
