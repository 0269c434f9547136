// `npm run test:images`: the image of each provider, built on an engine of our own and started as its Deployment asks, against the real
// API server.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { installEngine } from '../docker-engine/install-engine.ts';
import { inPrivateWorld } from '../docker-engine/private-world.ts';
import { whyNoKubectl } from '../harness/kubectl.ts';
import { repository } from '../harness/sandbox.ts';
import { findBinaries } from '../real-apiserver/binaries.ts';
import { fetchPackages } from './debian-base.ts';

const binaries = findBinaries();
const reason = typeof binaries === 'string' ? binaries : (whyNoKubectl() ?? installEngine());
if (reason === undefined) {
  const { status } = spawnSync('npm', ['run', '--silent', 'bundle'], { cwd: repository, stdio: 'inherit' });
  if (status !== 0) throw new Error('the bundles could not be made; messages are above');
  process.exitCode = await inPrivateWorld(fileURLToPath(new URL('inside.ts', import.meta.url)), fetchPackages);
} else {
  console.log(`skipped: ${reason}`);
}
