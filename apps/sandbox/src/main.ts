import { OperationError } from '@capi/seams';

import { serveApi } from './api-server/serve-api.ts';
import { parseSettings } from './api-server/settings.ts';
import { parseFlags, usage } from './flags.ts';
import { serviceAccountToken } from './management-cluster/service-account-token.ts';
import { runSandbox } from './sandbox.ts';

// State, logs and kubeconfigs hold secrets: readable by their owner only, whatever the folder.
process.umask(0o077);

const stop = new AbortController();
const hurry = new AbortController();
// One Ctrl-C may arrive several times: from the terminal, and passed on by npm.
const atOnce = 1000;
let stoppedAt = Infinity;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (performance.now() > stoppedAt + atOnce) hurry.abort();
    stoppedAt = Math.min(stoppedAt, performance.now());
    stop.abort();
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    // The sandbox starts itself once more as the process of the API server.
    if (argv[0] === 'api-server') return await serveApi(parseSettings(argv[1] ?? '{}'), stop.signal);
    // A provider asks for its credentials on a management cluster that somebody else runs.
    if (argv[0] === 'token') {
      process.stdout.write(await serviceAccountToken(argv.slice(1), stop.signal));
      return 0;
    }
    const flags = parseFlags(argv);
    if (flags === 'help') {
      console.log(usage);
      return 0;
    }
    return await runSandbox(flags, process.stdout, { stop: stop.signal, hurry: hurry.signal });
  } catch (error) {
    if (stop.signal.aborted) return 0;
    console.error(
      error instanceof OperationError ? error.message : `the sandbox met a bug: ${error instanceof Error ? error.message : String(error)}`,
    );
    return error instanceof OperationError && error.failure.action === 'read the command line' ? 2 : 1;
  }
}
