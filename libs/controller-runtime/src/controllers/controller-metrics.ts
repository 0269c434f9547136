import { seconds, type Duration } from '@capi/seams';

import type { MetricsRegistry } from '../metrics/create-metrics.ts';
import type { QueueObserver, WorkQueue } from '../queue/work-queue.ts';

/** As upstream's `capi_reconcile_total` and controller-runtime's `controller_runtime_reconcile_total`. */
type ReconcileResult = 'success' | 'error' | 'requeue' | 'requeue_after';
const results: readonly ReconcileResult[] = ['success', 'error', 'requeue', 'requeue_after'];

const reconcileBuckets = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5,
  5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];
const queueBuckets = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10];

/** What one controller counts. */
export interface ControllerMetrics extends QueueObserver {
  watch(queue: WorkQueue): void;
  working(count: number): void;
  reconciled(result: ReconcileResult, took: Duration): void;
  terminal(): void;
  bug(): void;
}

/** controller-runtime's metric names, with the `controller` and `name` labels of one controller. */
export function controllerMetrics(metrics: MetricsRegistry, controller: string, concurrency: number): ControllerMetrics {
  const own = { controller };
  const name = { name: controller };
  const counter = (metric: string, help: string, label: string) => metrics.counter({ name: metric, help, labels: [label] });
  const reconciles = metrics.counter({
    name: 'controller_runtime_reconcile_total',
    help: 'Reconciles by result.',
    labels: ['controller', 'result'],
  });
  const capiReconciles = metrics.counter({ name: 'capi_reconcile_total', help: 'Reconciles by result.', labels: ['controller', 'result'] });
  const times = ['controller_runtime_reconcile_time_seconds', 'capi_reconcile_time_seconds'].map((metric) =>
    metrics.histogram({ name: metric, help: 'Seconds that a reconcile took.', labels: ['controller'], buckets: reconcileBuckets }),
  );
  const errors = counter('controller_runtime_reconcile_errors_total', 'Reconciles that failed.', 'controller');
  const terminals = counter(
    'controller_runtime_terminal_reconcile_errors_total',
    'Failures that wait for an input to change.',
    'controller',
  );
  const bugs = counter('controller_runtime_reconcile_panics_total', 'Reconciles that failed in a way nobody foresaw.', 'controller');
  const active = metrics.gauge({ name: 'controller_runtime_active_workers', help: 'Reconciles running now.', labels: ['controller'] });
  const most = metrics.gauge({
    name: 'controller_runtime_max_concurrent_reconciles',
    help: 'Most reconciles at once.',
    labels: ['controller'],
  });
  const depth = metrics.gauge({ name: 'workqueue_depth', help: 'Keys waiting.', labels: ['name', 'priority'] });
  const unfinished = metrics.gauge({ name: 'workqueue_unfinished_work_seconds', help: 'Seconds of work in progress.', labels: ['name'] });
  const longest = metrics.gauge({
    name: 'workqueue_longest_running_processor_seconds',
    help: 'Seconds that the longest reconcile runs by now.',
    labels: ['name'],
  });
  const adds = counter('workqueue_adds_total', 'Keys added.', 'name');
  const again = counter('workqueue_retries_total', 'Keys added again after a failure.', 'name');
  const waits = metrics.histogram({
    name: 'workqueue_queue_duration_seconds',
    help: 'Seconds from ready to taken.',
    labels: ['name'],
    buckets: queueBuckets,
  });
  const works = metrics.histogram({
    name: 'workqueue_work_duration_seconds',
    help: 'Seconds from taken to done.',
    labels: ['name'],
    buckets: queueBuckets,
  });

  for (const result of results) {
    reconciles.add({ controller, result }, 0);
    capiReconciles.add({ controller, result }, 0);
  }
  for (const zero of [errors, terminals, bugs]) zero.add(own, 0);
  most.set(own, concurrency);
  active.set(own, 0);
  return {
    added: () => adds.add(name),
    retried: () => again.add(name),
    taken: (waited) => waits.observe(name, inSeconds(waited)),
    done: (worked) => works.observe(name, inSeconds(worked)),
    working: (count) => active.set(own, count),
    terminal: () => terminals.add(own),
    bug: () => bugs.add(own),
    reconciled(result, took) {
      reconciles.add({ controller, result });
      capiReconciles.add({ controller, result });
      if (result === 'error') errors.add(own);
      for (const time of times) time.observe(own, inSeconds(took));
    },
    watch(queue) {
      metrics.beforePrint(() => {
        // controller-runtime's numbers: 0 for what is new, -100 for the first list and the resync.
        const { normal, low } = queue.depth();
        depth.set({ name: controller, priority: '0' }, normal);
        depth.set({ name: controller, priority: '-100' }, low);
        const running = queue.inWork().map(inSeconds);
        unfinished.set(
          name,
          running.reduce((sum, time) => sum + time, 0),
        );
        longest.set(name, Math.max(0, ...running));
      });
    },
  };
}

const inSeconds = (duration: Duration): number => duration / seconds(1);
