import { milliseconds, type Clock } from '@capi/seams';

import type { Metrics } from '../metrics/metrics.ts';
import type { Transport } from './transport.ts';

/** Says who asks, on every request. The server derives the field manager from what stands before the slash. */
export const withUserAgent = (transport: Transport, userAgent: string): Transport => ({
  send: (request, signal) => transport.send({ ...request, headers: { 'user-agent': userAgent, ...request.headers } }, signal),
  close: () => transport.close(),
});

/** Waits for a request's turn. Rejects with the signal's reason; the turn then goes to others. */
export type Turn = (signal: AbortSignal) => Promise<void>;

/** Lets `burst` requests pass at once and `qps` a second in the long run; the others wait in their order. */
export function rateLimit({ qps, burst, clock }: { readonly qps: number; readonly burst: number; readonly clock: Clock }): Turn {
  let tokens = burst;
  let filled = clock.monotonic();
  const take = (): number => {
    const now = clock.monotonic();
    tokens = Math.min(burst, tokens + ((now - filled) * qps) / 1000);
    filled = now;
    tokens -= 1;
    return tokens >= 0 ? 0 : (-tokens / qps) * 1000;
  };
  return async (signal) => {
    const wait = take();
    if (wait <= 0) return;
    try {
      await clock.sleep(milliseconds(wait), signal);
    } catch (error) {
      tokens += 1; // not used after all
      throw error;
    }
  };
}

/** Sends each request when it is its turn. Watches count once, when they begin. */
export const withRateLimit = (transport: Transport, turn: Turn): Transport => ({
  async send(request, signal) {
    await turn(signal);
    return transport.send(request, signal);
  },
  close: () => transport.close(),
});

/** Counts requests under client-go's metric name. A request without a response counts as `<error>`. */
export function withRequestMetrics(transport: Transport, metrics: Metrics, host: string): Transport {
  const requests = metrics.counter({
    name: 'rest_client_requests_total',
    help: 'API requests by status code, method and host.',
    labels: ['code', 'method', 'host'],
  });
  return {
    async send(request, signal) {
      const { method } = request;
      try {
        const response = await transport.send(request, signal);
        requests.add({ code: String(response.status), method, host });
        return response;
      } catch (error) {
        requests.add({ code: '<error>', method, host });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
