import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { MetricsRegistry } from './create-metrics.ts';

/** What every Prometheus client says of its process, under the usual names. */
export function addProcessMetrics(metrics: MetricsRegistry): void {
  const gauge = (name: string, help: string) => metrics.gauge({ name, help, labels: [] });
  const cpu = metrics.counter({ name: 'process_cpu_seconds_total', help: 'CPU time used, in seconds.', labels: [] });
  const memory = gauge('process_resident_memory_bytes', 'Memory in use, in bytes.');
  const started = gauge('process_start_time_seconds', 'When the process started, in seconds since 1970.');
  const files = gauge('process_open_fds', 'Open file descriptors.');
  const heap = gauge('nodejs_heap_size_used_bytes', 'Heap in use, in bytes.');
  const lag = gauge('nodejs_eventloop_lag_p99_seconds', 'How late the event loop is, 99th percentile since the last look.');
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  started.set({}, Date.now() / 1000 - process.uptime());
  let counted = 0;
  metrics.beforePrint(() => {
    const { user, system } = process.cpuUsage();
    const used = (user + system) / 1e6;
    cpu.add({}, used - counted);
    counted = used;
    const { rss, heapUsed } = process.memoryUsage();
    memory.set({}, rss);
    heap.set({}, heapUsed);
    lag.set({}, delay.percentile(99) / 1e9);
    delay.reset();
    const open = openFiles();
    if (open !== undefined) files.set({}, open);
  });
}

function openFiles(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined; // not Linux
  }
}
