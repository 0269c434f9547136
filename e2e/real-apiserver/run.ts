// `npm run real-apiserver`: a real kube-apiserver to try things on, until Ctrl-C.
import { findBinaries } from './binaries.ts';
import { startRealApiServer } from './start.ts';

const binaries = findBinaries();
if (typeof binaries === 'string') {
  console.log(`skipped: ${binaries}`);
} else {
  const server = await startRealApiServer(binaries);
  console.log(`kubeconfig: ${server.kubeconfig}\naudit log:  ${server.auditLog}`);
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.stop();
}
