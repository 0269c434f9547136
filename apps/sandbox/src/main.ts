import { OperationError } from '@capi/seams';

import { serveApi } from './api-server/serve-api.ts';
import { parseSettings } from './api-server/settings.ts';
import { isAboutFlags, parseFlags, usage } from './flags.ts';
import { serviceAccountToken } from './management-cluster/service-account-token.ts';
import { runSandbox } from './sandbox.ts';

// State, logs and kubeconfigs hold secrets: readable by their owner only, whatever the folder.
process.umask(0o077);

const stop = new AbortController();
const hurry = new AbortController();
// One Ctrl-C may arrive several times: from the terminal, and passed on by npm.
const atOnce = 1000;
let stoppedAt = Infinity;
function end(): void {
  if (performance.now() > stoppedAt + atOnce) hurry.abort();
  stoppedAt = Math.min(stoppedAt, performance.now());
  stop.abort();
}
// SIGHUP comes when the terminal is closed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);

/** Milliseconds after which a process that met a bug ends without having put everything in order: longer than clusters take to go. */
const patience = 180_000;
let failed = false;
/** Ends in order although nobody asked for it: what was started must not stay behind. */
function fail(why: string): void {
  if (failed) return;
  failed = true;
  console.error(why);
  end();
  setTimeout(() => process.exit(1), patience).unref();
}
process.stdout.on('error', () => fail('nobody reads what the sandbox prints any more, so it ends'));
process.stderr.on('error', () => undefined);
process.on('uncaughtException', (error) => fail(describe(error)));

const code = await main(process.argv.slice(2));
process.exitCode = failed ? 1 : code;

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
    console.error(describe(error));
    return error instanceof OperationError && isAboutFlags(error) ? 2 : 1;
  }
}

function describe(error: unknown): string {
  if (error instanceof OperationError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  // A file, a port or a process: the machine's matter rather than ours.
  return error instanceof Error && 'syscall' in error ? `the sandbox cannot go on: ${message}` : `the sandbox met a bug: ${message}`;
}
