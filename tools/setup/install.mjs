// Runs on the system's Node, before anything is installed: brings node_modules in line with the lockfile.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const stamp = `${root}node_modules/.installed-from`;
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing dependencies (once; npm ci)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Nothing of ours needs what packages do after they are installed, such as to compile an ssh that goes unused.
  const { status } = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed; is the npm registry reachable? Run `npm ci` to see why.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
