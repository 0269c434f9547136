import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import type { Engine } from '../docker-engine/start-engine.ts';

const shells = new Set(['sh', 'ash', 'bash', 'dash', 'busybox', 'zsh', 'apt-get', 'dpkg', 'apk']);

/** Programs in an image with which somebody who got in could go on. */
export function shellsIn(image: string, engine: Engine, folder: string): readonly string[] {
  const id = engine.docker('create', image);
  try {
    const archive = join(folder, 'image.tar');
    engine.docker('export', `--output=${archive}`, id);
    const { stdout } = spawnSync('tar', ['--list', `--file=${archive}`], { encoding: 'utf8' });
    return stdout.split('\n').filter((file) => shells.has(file.slice(file.lastIndexOf('/') + 1)));
  } finally {
    engine.docker('rm', id);
  }
}
