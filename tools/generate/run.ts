import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { crdFiles } from './crds.ts';
import { webhookManifests } from './webhook-manifests.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'crds');
const files = crdFiles();
await mkdir(folder, { recursive: true });
const outdated = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && !files.has(name));
await Promise.all(outdated.map((name) => rm(path.join(folder, name))));
await Promise.all([...files].map(([name, text]) => writeFile(path.join(folder, name), text)));
console.log(`crds: ${files.size} written${outdated.length === 0 ? '' : `, ${outdated.length} removed`}`);

const manifests = webhookManifests();
for (const [name, text] of manifests) {
  await mkdir(path.dirname(path.join(root, name)), { recursive: true });
  await writeFile(path.join(root, name), text);
}
console.log(`webhook configurations: ${manifests.size} written`);
