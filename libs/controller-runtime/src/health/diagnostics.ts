import type { Metrics } from '../metrics/metrics.ts';
import type { Handler } from './listen.ts';

/** What there is to see of a process beside its metrics; only for who may look, so only with secure diagnostics. */
export interface DebugPages {
  readonly profiles: Handler;
  readonly verbosity: Handler;
}

/** `/metrics`, and with debug pages `/debug/pprof/` and `/debug/flags/v`. */
export const diagnostics =
  (metrics: Metrics, debug?: DebugPages): Handler =>
  async (request, path) => {
    if (path === '/metrics') return { status: 200, body: await metrics.print(), type: 'text/plain; version=0.0.4; charset=utf-8' };
    if (debug !== undefined && /^\/debug\/pprof(\/|$)/.test(path)) return debug.profiles(request, path);
    if (debug !== undefined && path === '/debug/flags/v') return debug.verbosity(request, path);
    return { status: 404, body: '404 page not found\n' };
  };
