import { spawnSync } from 'node:child_process';

import type { Engine } from '../docker-engine/start-engine.ts';

const unwanted = new Set(['sh', 'ash', 'bash', 'dash', 'zsh', 'busybox', 'apt-get', 'dpkg', 'apk', 'npm']);

/** Programs in an image with which somebody who got in could go on. */
export function shellsIn(image: string, engine: Engine): readonly string[] {
  const id = engine.docker('create', image);
  try {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', '"$CAPI_DOCKER" export "$1" | tar --list', 'sh', id], {
      env: { ...process.env, ...engine.environment },
      encoding: 'utf8',
    });
    if (status !== 0 || !stdout.includes('nodejs/bin/node')) throw new Error(`the files of ${image} cannot be listed: ${stderr.trim()}`);
    return stdout.split('\n').filter((file) => unwanted.has(file.slice(file.lastIndexOf('/') + 1)));
  } finally {
    engine.docker('rm', id);
  }
}
