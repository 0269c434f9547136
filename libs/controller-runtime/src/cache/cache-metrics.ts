import type { MetricsRegistry } from '../metrics/create-metrics.ts';
import type { OwnedCache } from './create-cache.ts';

/**
 * How far the watch of each kind has come; a number that stands still while another process's moves on is behind.
 * @param name of the provider, as a label
 */
export function addCacheMetrics(metrics: MetricsRegistry, cache: OwnedCache, name: string): void {
  const version = metrics.gauge({
    name: 'informer_store_resource_version',
    help: 'Newest resource version that the watch brought, its last 15 digits.',
    labels: ['name', 'group', 'version', 'resource'],
  });
  metrics.beforePrint(() => {
    for (const { resource, version: newest } of cache.watched()) {
      const labels = { name, group: resource.group, version: resource.version, resource: resource.plural };
      version.set(labels, Number(newest.slice(-15)));
    }
  });
}
