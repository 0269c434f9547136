import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { crdFiles } from './crds.ts';

const folder = path.resolve(import.meta.dirname, '../../crds');
const files = crdFiles();
await mkdir(folder, { recursive: true });
const outdated = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && !files.has(name));
await Promise.all(outdated.map((name) => rm(path.join(folder, name))));
await Promise.all([...files].map(([name, text]) => writeFile(path.join(folder, name), text)));
console.log(`crds: ${files.size} written${outdated.length === 0 ? '' : `, ${outdated.length} removed`}`);
