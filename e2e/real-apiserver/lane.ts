// `npm run test:real-apiserver`: the stories and the integration tests against etcd and a real kube-apiserver.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { findBinaries } from './binaries.ts';
import { startRealApiServer } from './start.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = findBinaries();

function run(script: readonly string[], environment: Record<string, string>): boolean {
  const { status } = spawnSync('npm', ['run', '--silent', ...script], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  return status === 0;
}

if (typeof binaries === 'string') {
  console.log(`skipped: ${binaries}`);
} else {
  const server = await startRealApiServer(binaries);
  const integration = run(['jest', '--', '--testMatch', '**/*.itest.ts'], { CAPI_TEST_KUBECONFIG: server.kubeconfig });
  await server.stop();
  const stories = run(['test:scenarios'], { CAPI_E2E_API: 'real' });
  if (!integration || !stories) process.exitCode = 1;
}
