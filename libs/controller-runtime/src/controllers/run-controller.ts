import { keyOf, printKey, type KubernetesObject, type ObjectKey, type Resource } from '@capi/api';
import { aborted, milliseconds, minutes, type Clock, type DeepReadonly, type Duration, type Random } from '@capi/seams';

import type { Cache, Change } from '../cache/cache.ts';
import { LeadershipLost } from '../leader-election/leadership-lost.ts';
import { withAttemptContext } from '../logging/log-context.ts';
import type { Log } from '../logging/log.ts';
import type { ProblemLog } from '../logging/problem-log.ts';
import type { MetricsRegistry } from '../metrics/create-metrics.ts';
import type { Priority } from '../queue/priority.ts';
import { WorkQueue } from '../queue/work-queue.ts';
import { controllerMetrics } from './controller-metrics.ts';
import type { Controller, Watch } from './controller.ts';
import { failureKind, retryLimits } from './outcome.ts';
import { withinTimeout } from './reconcile-timeout.ts';

export interface ControllerSurroundings {
  readonly cache: Cache;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly problems: ProblemLog;
  readonly metrics: MetricsRegistry;
  /** Which objects the declared watches see at all: the watch filter. */
  readonly admits: (object: DeepReadonly<KubernetesObject>) => boolean;
  /** How often every key is looked at again, to be sure. Absent: never. */
  readonly syncPeriod?: Duration;
  /** How long running reconciles may go on after the end was asked for. */
  readonly grace: Duration;
}

/** A controller at work. */
export interface RunningController {
  /** Wakes keys on the changes of one more kind. The kind must be cached. */
  watch(declaration: Watch): void;
  /** Looks at every object again, after everything that is news. */
  lookAgain(): void;
  /** Resolves when the signal was aborted and the last reconcile has ended. */
  readonly finished: Promise<void>;
}

type Seen = DeepReadonly<KubernetesObject>;

/** Starts a controller whose kinds are all cached. Stops taking keys at the signal, and lets running reconciles finish. */
export function startController(controller: Controller, surroundings: ControllerSurroundings, signal: AbortSignal): RunningController {
  const { cache, clock, random, log: processLog, problems, metrics, admits, syncPeriod, grace } = surroundings;
  const { name, resource, concurrency, timeout = minutes(1) } = controller;
  const counts = controllerMetrics(metrics, name, concurrency);
  const log = processLog.with({ controller: name, controllerGroup: resource.group, controllerKind: resource.kind });
  const ids = random.fork(`reconcile ids of ${name}`);
  const running = new Set<Promise<void>>();
  /** Of keys that failed. */
  const saidBefore = new Map<string, Set<string>>();
  const stops: (() => void)[] = [];
  const hard = new AbortController();

  const queue = new WorkQueue(
    {
      clock,
      random: random.fork(`queue of ${name}`),
      observer: counts,
      ready: () => startMore(),
      ...(controller.settle === undefined ? {} : { settle: controller.settle }),
    },
    signal,
  );
  counts.watch(queue);

  const startMore = (): void => {
    while (!signal.aborted && running.size < concurrency) {
      const key = queue.take();
      if (key === undefined) return;
      const work = runOne(key).finally(() => {
        running.delete(work);
        queue.done(key);
        counts.working(running.size);
        startMore();
      });
      running.add(work);
      counts.working(running.size);
    }
  };

  const isSeen = controller.ignoresWatchFilter === true ? () => true : admits;

  const runOne = async (text: string): Promise<void> => {
    // Not within the call stack of whoever woke the key: a write inside another reconcile, say.
    await Promise.resolve();
    const key = parseKey(text);
    const object = cache.get(resource, key);
    if (object !== undefined && (!isSeen(object) || controller.only?.(object) === false)) return wentWell(text);
    const started = clock.monotonic();
    const said = saidBefore.get(text) ?? new Set();
    const work = async (): Promise<void> => {
      try {
        const next = await withinTimeout({ timeout, clock, signal: hard.signal }, (limited) => controller.reconcile(key, limited));
        queue.forget(text);
        wentWell(text);
        if (next.kind === 'recheck') queue.addAfter(text, next.after);
        counts.reconciled(next.kind === 'recheck' ? 'requeue_after' : 'success', took(started));
      } catch (error) {
        saidBefore.set(text, said);
        failed(text, error, took(started));
      }
    };
    await withAttemptContext({ [resource.kind]: text, reconcileID: reconcileID(ids) }, said, work);
  };

  const subjectOf = (text: string): string => `reconcile ${name} ${text}`;

  const wentWell = (text: string): void => {
    saidBefore.delete(text);
    problems.recovered(subjectOf(text));
  };

  const tell = (text: string, error: unknown, message: string, values?: Readonly<Record<string, unknown>>): void =>
    problems.failed(
      { error, subject: subjectOf(text), where: name, level: 'error', message, ...(values === undefined ? {} : { values }) },
      log,
    );

  const took = (started: Duration): Duration => milliseconds(clock.monotonic() - started);

  const failed = (text: string, error: unknown, duration: Duration): void => {
    const kind = hard.signal.aborted ? 'stopped' : failureKind(error);
    switch (kind) {
      case 'stopped':
        return;
      case 'conflict':
        log.debug('Another writer was quicker, reconciling again', { err: error });
        counts.reconciled('requeue', duration);
        return queue.retry(text);
      case 'terminal':
        tell(text, error, 'Reconciler error, waiting for a change');
        counts.terminal();
        counts.reconciled('error', duration);
        return queue.forget(text);
      case 'bug':
        counts.bug();
        tell(text, error, 'Reconciler error', { stack: error instanceof Error ? error.stack : undefined });
        counts.reconciled('error', duration);
        return queue.retry(text);
      case 'retry':
        tell(text, error, 'Reconciler error');
        counts.reconciled('error', duration);
        return queue.retry(text, retryLimits(error));
    }
  };

  const wake = (key: ObjectKey, priority: Priority = 'normal'): void => {
    if (!signal.aborted) queue.add(printKey(key), priority);
  };

  const listen = (declaration: Watch, sees: (object: Seen) => boolean): void => {
    const heard = (change: Change): void => {
      const { before, after, replay } = change;
      if (declaration.when?.(change) === false) return;
      const keys = new Map<string, ObjectKey>();
      for (const object of [before, after]) {
        if (object === undefined || !sees(object)) continue;
        for (const key of declaration.wakes(object, cache)) keys.set(printKey(key), key);
      }
      for (const key of keys.values()) wake(key, replay ? 'low' : 'normal');
    };
    stops.push(cache.onChange(declaration.resource, heard));
  };

  const lookAgain = (): void => {
    for (const object of cache.list(resource as Resource<KubernetesObject>)) wake(keyOf(object), 'low');
  };

  const resync = async (period: Duration): Promise<void> => {
    for (;;) {
      await clock.sleep(milliseconds(period * (1 + 0.1 * ids.next())), signal);
      lookAgain();
    }
  };

  listen({ resource, wakes: (object) => [keyOf(object)] }, isSeen);
  for (const declaration of controller.watches) listen(declaration, isSeen);
  const background: Promise<unknown>[] = [];
  // Ends with the signal's reason, which nobody is interested in; unheard, it would end the process before its reconciles have ended.
  if (syncPeriod !== undefined) background.push(resync(syncPeriod).catch(() => undefined));
  for (const source of controller.sources ?? []) {
    background.push(
      Promise.resolve(source.start(wake, signal)).catch((error: unknown) => {
        if (!signal.aborted) log.error('Source of wake-ups failed', { err: error });
      }),
    );
  }
  log.info('Starting workers', { 'worker count': concurrency });

  const finish = async (): Promise<void> => {
    await aborted(signal);
    for (const stop of stops) stop();
    // Another process may start soon: what reconciles do beside the API server is not fenced, and has to end now.
    if (signal.reason instanceof LeadershipLost) hard.abort(signal.reason);
    const patience = new AbortController();
    clock.sleep(grace, patience.signal).then(
      () => hard.abort(new Error('shutting down')),
      () => undefined,
    );
    await Promise.allSettled(running);
    patience.abort();
    await Promise.allSettled(background);
  };
  return { watch: (declaration) => listen(declaration, () => true), lookAgain, finished: finish() };
}

function parseKey(text: string): ObjectKey {
  const slash = text.indexOf('/');
  return slash < 0 ? { name: text } : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

/** In the shape of a UUID, as log processing expects it. */
function reconcileID(random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random.next() * 16).toString(16)).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
}
