// `npm run test:scenarios -- [names]`: the stories, where there is a kubectl to tell them with.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { whyNoKubectl } from './harness/kubectl.ts';

const reason = whyNoKubectl();
if (reason === undefined) {
  const jest = [
    '--conditions=@capi/source',
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
  ];
  const { status } = spawnSync(process.execPath, [...jest, '--config', 'e2e/jest.config.mjs', ...process.argv.slice(2)], {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} else {
  console.log(`skipped: ${reason}`);
}
