// `npm run test:real-apiserver`: what is put to etcd and a real kube-apiserver, and the stories told with them.
import { fileURLToPath } from 'node:url';

import { askedToEnd } from '../telling/asked-to-end.ts';
import { runToEnd } from '../telling/run-to-end.ts';
import { findBinaries } from './binaries.ts';
import { startRealApiServer } from './start.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = findBinaries();

async function run(binariesOfKubernetes: Exclude<typeof binaries, string>, asked: AbortSignal): Promise<boolean> {
  const npm = async (script: readonly string[], environment: Readonly<Record<string, string>>): Promise<boolean> => {
    if (asked.aborted) return false;
    const running = { cwd: root, environment, passedThrough: true, last: 'SIGTERM' } as const;
    const { code } = await runToEnd(['npm', 'run', '--silent', ...script], running, asked);
    return code === 0;
  };
  const server = await startRealApiServer(binariesOfKubernetes);
  // All others bring their own API server, and run with the unit tests.
  const expected = await npm(['jest', '--', 'e2e/.*\\.itest\\.ts$'], { CAPI_TEST_KUBECONFIG: server.kubeconfig });
  await server.stop();
  const told = await npm(['test:scenarios'], { CAPI_E2E_API: 'real' });
  return expected && told;
}

if (typeof binaries === 'string') console.log(`skipped: ${binaries}`);
else {
  const asked = askedToEnd();
  const passed = await run(binaries, asked);
  if (asked.aborted) process.exitCode = Number(asked.reason);
  else if (!passed) process.exitCode = 1;
}
