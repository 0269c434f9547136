import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import { seconds, type Clock, type Duration } from '@capi/seams';

import { createRuntime } from '../create-runtime.ts';
import { featureGates, type FeatureGate } from '../flags/feature-gates.ts';
import type { Flags } from '../flags/flag.ts';
import { parseManagerFlags, type ManagerFlags, type ManagerFlagsDeclaration } from '../flags/manager-flags.ts';
import { createHealthChecks, type HealthChecks } from '../health/health-checks.ts';
import { listen, type Listening } from '../health/listen.ts';
import { createLog } from '../logging/create-log.ts';
import type { Log } from '../logging/log.ts';
import { pinoSink } from '../logging/pino-sink.ts';
import { createVerbosity, type Verbosity } from '../logging/verbosity.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { addProcessMetrics } from '../metrics/process-metrics.ts';
import type { Runtime } from '../runtime.ts';
import { systemClock } from '../timing/system-clock.ts';
import { systemRandom } from '../timing/system-random.ts';
import { withUserAgent } from '../transport/decorate-transport.ts';
import { httpsTransport } from '../transport/https-transport.ts';
import { loadAccess } from '../transport/load-access.ts';
import type { Transport } from '../transport/transport.ts';
import { providerUserAgent } from '../transport/user-agent.ts';
import { serveProviderWebhooks, type ProviderWebhooks } from '../webhooks/provider-webhooks.ts';
import { providerChecks } from './provider-checks.ts';
import { serveDiagnostics } from './serve-diagnostics.ts';
import { waitForApiServer } from './wait-for-api-server.ts';

/** What `setup` may use beside the runtime. */
export interface ProviderSurroundings {
  readonly health: HealthChecks;
  /** To the management cluster, without the runtime's User-Agent and limits: for port-forwards and the like. */
  readonly transport: Transport;
  /** Aborted when the process should end; background work of the provider stops with it. */
  readonly signal: AbortSignal;
}

/** One provider as a process. */
export interface ProviderDeclaration<F extends Flags, Ports = never> extends Omit<ManagerFlagsDeclaration<F>, 'program'> {
  /** Controller name, in the User-Agent and `--help`: `cluster-api-controller-manager`. */
  readonly name: string;
  readonly version: string;
  /** Name of the Lease: `controller-leader-election-capi`. */
  readonly lease: string;
  /** Where the Lease lives when `POD_NAMESPACE` does not say: `capi-system`. */
  readonly leaseNamespace: string;
  /** Gates whose feature this provider has; others are accepted, and logged when they are switched on. */
  readonly features?: readonly FeatureGate[];
  /** Absent for a provider without webhooks. */
  readonly webhooks?: ProviderWebhooks<Ports>;
  /**
   * Adds controllers to the runtime. What it returns runs when the last reconcile has ended, before another process may lead, and in a
   * process that never led at its end.
   */
  readonly setup: (
    runtime: Runtime,
    flags: ManagerFlags<F>,
    surroundings: ProviderSurroundings,
  ) => Promise<void | (() => Promise<void> | void)> | void | (() => Promise<void> | void);
}

/**
 * Runs a provider until SIGTERM or SIGINT and ends the process: 0 after an orderly end, 1 when it cannot go on, 2 when it was told
 * something it does not understand. `main.ts` is this call.
 */
export async function runProvider<F extends Flags, Ports = never>(declaration: ProviderDeclaration<F, Ports>): Promise<never> {
  const { name } = declaration;
  const reading = parseManagerFlags(process.argv.slice(2), process.env, { ...declaration, program: name });
  if (reading.kind === 'help') return exit(0, reading.text, process.stdout);
  if (reading.kind === 'refused') return exit(2, reading.message);
  const { flags } = reading;
  const clock = systemClock();
  const verbosity = createVerbosity(flags.verbosity);
  const log = createLog(pinoSink({ format: flags.loggingFormat, verbosity, clock }));
  const fail = (error: unknown): Promise<never> => {
    log.error('Stopping, since this process cannot go on', { err: error });
    log.debug('Where that came from', { stack: error instanceof Error ? error.stack : undefined });
    return exit(1);
  };
  process.once('uncaughtException', (error) => {
    log.error('Stopping after an error that nobody foresaw', { err: error, stack: error.stack });
    process.exit(1);
  });

  const end = new AbortController();
  endOnSignals(end, clock, log);
  log.debug('Flags', flags.all);
  for (const [gate, on] of flags.features.given) {
    const known = (declaration.features ?? []) as readonly string[];
    if (on && gate in featureGates && !known.includes(gate)) log.info('Feature gate is accepted, but its feature is not there', { gate });
  }
  try {
    await runUntil(end.signal, declaration, flags, clock, verbosity, log);
  } catch (error) {
    if (!end.signal.aborted) return fail(error);
    // Whatever was waited for at the start ends with the wish itself.
    if (error !== end.signal.reason) log.error('Shutdown was not orderly', { err: error });
  }
  log.info('Stopped');
  return exit(0);
}

/** A process group, or a supervisor that forwards signals, may send the same one twice at once: that is one wish to end. */
const patience = seconds(1);

/** SIGTERM and SIGINT ask for an orderly end; asked again later, the process ends at once, since the first wish seems to hang. */
function endOnSignals(end: AbortController, clock: Clock, log: Log): void {
  let asked: Duration | undefined;
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (asked !== undefined && clock.monotonic() - asked > patience) process.exit(1);
      if (asked !== undefined) return;
      asked = clock.monotonic();
      log.info('Shutting down', { signal: name });
      end.abort(new Error(`received ${name}`));
    });
  }
}

async function runUntil<F extends Flags, Ports>(
  signal: AbortSignal,
  declaration: ProviderDeclaration<F, Ports>,
  flags: ManagerFlags<F>,
  clock: Clock,
  verbosity: Verbosity,
  log: Log,
): Promise<void> {
  const { name, version, setup } = declaration;
  const webhooks = flags.webhook.port > 0 ? declaration.webhooks : undefined;
  const access = await loadAccess(flags.kubeconfig, clock, process.env);
  const transport = httpsTransport(access);
  const servers: Listening[] = [];
  let cleanUp: (() => Promise<void> | void) | void = undefined;
  const cleanUpOnce = async (): Promise<void> => {
    const left = cleanUp;
    cleanUp = undefined;
    await left?.();
  };
  try {
    const metrics = createMetrics();
    addProcessMetrics(metrics);
    const health = createHealthChecks();
    const checks = providerChecks(health, { clock, webhooks: webhooks !== undefined }, signal);
    // First, so that a busy port is told before anything else begins.
    if (flags.healthAddress !== '0') servers.push(await listen('health', flags.healthAddress, health.handler));
    servers.push(...(await serveDiagnostics(flags, { metrics, transport, clock, verbosity, log })));
    const serverVersion = await waitForApiServer(transport, { clock, log }, signal);
    log.info('Starting', { provider: name, version, server: access.server, serverVersion });
    const runtime = createRuntime({
      transport,
      clock,
      random: systemRandom(),
      name,
      version,
      log,
      metrics,
      host: new URL(access.server).host,
      syncPeriod: flags.syncPeriod,
      development: process.env['NODE_ENV'] === 'development',
      ...(flags.rateLimit === undefined ? {} : { rateLimit: flags.rateLimit }),
      ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
      ...(flags.watchFilter === undefined ? {} : { watchFilter: flags.watchFilter }),
      ...(flags.leaderElection.enabled ? { leaderElection: electionOf(declaration, flags) } : {}),
    });
    cleanUp = await setup(runtime, flags, { health, transport, signal });
    // Before leadership is held, and for as long as controllers run: each of their writes meets these webhooks.
    if (webhooks !== undefined) {
      const namespace = flags.pod.namespace ?? declaration.leaseNamespace;
      const surroundings = { transport: withUserAgent(transport, providerUserAgent(name, version)), namespace };
      const served = await serveProviderWebhooks(webhooks, runtime, flags, surroundings, signal);
      servers.push(served);
      checks.serving(served.canAnswer);
    }
    checks.filling(runtime.isSynced);
    await runtime.run(signal, cleanUpOnce);
  } finally {
    await cleanUpOnce();
    await Promise.all(servers.map((server) => server.close()));
    await transport.close();
  }
}

function electionOf<F extends Flags>(
  { lease, leaseNamespace }: Pick<ProviderDeclaration<F>, 'lease' | 'leaseNamespace'>,
  flags: ManagerFlags<F>,
) {
  const { leaseDuration, renewDeadline, retryPeriod } = flags.leaderElection;
  const { name, namespace = leaseNamespace, uid } = flags.pod;
  // A pod has one container process at a time, so the pod is the identity: after a crash it goes on without waiting for the lease.
  const identity = name !== undefined && uid !== undefined ? `${name}_${uid}` : `${hostname()}_${randomUUID()}`;
  return { lease, namespace, identity, leaseDuration, renewDeadline, retryPeriod };
}

/** Ends the process once `text` is written. */
async function exit(code: number, text?: string, stream: NodeJS.WriteStream = process.stderr): Promise<never> {
  if (text !== undefined)
    await new Promise<void>((resolve) => void stream.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve()));
  return process.exit(code);
}
