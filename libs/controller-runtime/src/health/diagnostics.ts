import type { Metrics } from '../metrics/metrics.ts';
import type { Handler } from './listen.ts';

/** `/metrics`, and nothing else. */
export const diagnostics =
  (metrics: Metrics): Handler =>
  async (_request, path) =>
    path === '/metrics'
      ? { status: 200, body: await metrics.print(), type: 'text/plain; version=0.0.4; charset=utf-8' }
      : { status: 404, body: '404 page not found\n' };
