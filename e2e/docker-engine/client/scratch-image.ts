import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { Engine } from '../start-engine.ts';

/** Small programs that every Debian has. */
const programs = ['sh', 'cat', 'sleep', 'head', 'wc', 'id', 'env', 'readlink', 'stat', 'ls'];

/** Makes an image from programs of this host and the libraries that they need: a registry cannot be reached from a private world. */
export function importScratchImage(folder: string, engine: Engine, name: string): void {
  const archive = join(folder, 'scratch.tar');
  const script = [
    'set -e',
    'files=$(for program in "$@"; do command -v "$program"; done)',
    // Lines are "name => path (address)" or, for the loader, "path (address)".
    'libraries=$(ldd $files | grep -o "/[^ :]* (" | cut -d" " -f1 | sort -u)',
    'tar --create --dereference --file="$archive" $files $libraries 2>/dev/null',
  ].join('\n');
  execFileSync('sh', ['-c', script, 'sh', ...programs], { env: { ...process.env, archive } });
  // A first process has to want to end: signals that it does not know do not reach it.
  const command = JSON.stringify(['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.2; done']);
  engine.docker('import', `--change=CMD ${command}`, '--change=ENV PATH=/usr/local/bin:/usr/bin:/bin', archive, name);
}
