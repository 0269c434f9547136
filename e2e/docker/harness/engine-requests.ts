/** How many requests of a kind the provider has put to the engine so far, as its metrics tell. */
export function engineRequests(metrics: string, operation: string): number {
  const counts = [...metrics.matchAll(/^capd_docker_engine_requests_total\{(.*)\} (\d+)/gm)];
  if (counts.length === 0) throw new Error('the provider tells no requests to the engine');
  return counts
    .filter(([, labels = '']) => labels.includes(`operation="${operation}"`))
    .reduce((sum, [, , count]) => sum + Number(count), 0);
}
