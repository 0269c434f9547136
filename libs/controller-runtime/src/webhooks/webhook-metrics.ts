import type { Metrics } from '../metrics/metrics.ts';

/** Counts the requests to webhooks, by path, as controller-runtime does. */
export interface WebhookMetrics {
  began(path: string): void;
  /** @param took in seconds */
  ended(path: string, code: number, took: number): void;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function webhookMetrics(metrics: Metrics): WebhookMetrics {
  const requests = metrics.counter({
    name: 'controller_runtime_webhook_requests_total',
    help: 'Webhook requests by HTTP status code.',
    labels: ['code', 'webhook'],
  });
  const latency = metrics.histogram({
    name: 'controller_runtime_webhook_latency_seconds',
    help: 'How long webhook requests took.',
    labels: ['webhook'],
    buckets,
  });
  const inFlight = metrics.gauge({
    name: 'controller_runtime_webhook_requests_in_flight',
    help: 'Webhook requests that are being answered.',
    labels: ['webhook'],
  });
  const counts = new Map<string, number>();
  const count = (path: string, by: 1 | -1): void => {
    const now = (counts.get(path) ?? 0) + by;
    counts.set(path, now);
    inFlight.set({ webhook: path }, now);
  };
  return {
    began: (path) => count(path, 1),
    ended(path, code, took) {
      count(path, -1);
      requests.add({ webhook: path, code: String(code) });
      latency.observe({ webhook: path }, took);
    },
  };
}
