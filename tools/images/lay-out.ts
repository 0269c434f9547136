import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Image } from './images.ts';

/** Where the base has Node. The kernel finds it by the first line of the program; there is no shell to do so. */
const node = '/nodejs/bin/node';

/**
 * Writes dist/images/<app>: all that the image adds to its base.
 *
 *     /app/main.js       the bundle, executable
 *     /app/package.json  says that it is an ES module
 *     /manager           link to the bundle
 *
 * @returns the folder
 */
export function layOut(image: Image, root: string): string {
  const folder = join(root, 'dist/images', image.app);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'app'), { recursive: true });
  const bundle = readFileSync(join(root, 'dist/apps', image.app, 'main.js'), 'utf8');
  writeFileSync(join(folder, 'app/main.js'), `#!${node} --disable-warning=ExperimentalWarning\n${withoutMap(bundle)}`, { mode: 0o755 });
  writeFileSync(join(folder, 'app/package.json'), '{ "type": "module" }\n');
  symlinkSync('app/main.js', join(folder, image.program));
  return folder;
}

/** The map stays outside: it is as large as half of the bundle, whose lines and names are still readable. */
const withoutMap = (bundle: string): string => bundle.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
