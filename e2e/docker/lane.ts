// `npm run test:docker -- [stories]`: clusters on real containers, told in a private world with an engine of its own.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { installEngine } from '../docker-engine/install-engine.ts';
import { inPrivateWorld } from '../docker-engine/private-world.ts';
import { whyNoKubectl } from '../harness/kubectl.ts';
import { repository } from '../harness/sandbox.ts';
import { whyNoNodeImage } from './harness/images.ts';
import { storiesVariable } from './harness/stories.ts';

const npm = (script: string): void => {
  const { status } = spawnSync('npm', ['run', '--silent', script], { cwd: repository, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm run ${script} failed; messages are above`);
};

const reason = whyNoKubectl() ?? installEngine() ?? whyNoNodeImage();
if (reason === undefined) {
  const began = performance.now();
  // From here: the world has no network.
  npm('node-image');
  npm('bundle');
  console.log(`image and bundles are there after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  process.env[storiesVariable] = process.argv.slice(2).join(' ');
  process.exitCode = await inPrivateWorld(fileURLToPath(new URL('inside.ts', import.meta.url)));
} else {
  console.log(`skipped: ${reason}`);
}
