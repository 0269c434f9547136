import type { Clock } from '@capi/seams';

import type { Flags } from '../flags/flag.ts';
import type { ManagerFlags } from '../flags/manager-flags.ts';
import { diagnostics } from '../health/diagnostics.ts';
import { listen, type Listening } from '../health/listen.ts';
import { secureDiagnostics } from '../health/secure-diagnostics.ts';
import type { Log } from '../logging/log.ts';
import { verbosityPage } from '../logging/verbosity-page.ts';
import type { Verbosity } from '../logging/verbosity.ts';
import type { MetricsRegistry } from '../metrics/create-metrics.ts';
import { profiles } from '../profiling/profiles.ts';
import type { Transport } from '../transport/transport.ts';

/** What the diagnostics of a process are made from. */
export interface DiagnosticsSources {
  readonly metrics: MetricsRegistry;
  /** Reviews who asks. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly verbosity: Verbosity;
  readonly log: Log;
}

/**
 * Serves metrics, profiles and the log level over TLS to who may see them; insecurely the metrics alone. A profiler address serves
 * profiles to anybody who reaches it.
 */
export async function serveDiagnostics<F extends Flags>(
  flags: ManagerFlags<F>,
  sources: DiagnosticsSources,
): Promise<readonly Listening[]> {
  const { metrics, transport, clock, verbosity, log } = sources;
  const pages = { profiles: profiles(clock), verbosity: verbosityPage(verbosity, log) };
  const open: Listening[] = [];
  if (flags.profilerAddress !== '') open.push(await listen('profiler', flags.profilerAddress, pages.profiles));
  if (flags.diagnosticsAddress === '0') return open;
  if (flags.insecureDiagnostics) return [...open, await listen('diagnostics', flags.diagnosticsAddress, diagnostics(metrics))];
  const { handler, tls } = await secureDiagnostics(diagnostics(metrics, pages), transport, flags.tls);
  return [...open, await listen('diagnostics', flags.diagnosticsAddress, handler, tls)];
}
