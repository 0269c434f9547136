import type { KubernetesObject, ObjectKey, Resource } from '@capi/api';
import type { Clock, DeepReadonly, Random } from '@capi/seams';

import type { Cache, Change } from './cache/cache.ts';
import type { Client } from './client/client.ts';
import type { Controller } from './controllers/controller.ts';
import type { EventRecorder } from './events/event-recorder.ts';
import type { Log } from './logging/log.ts';
import type { ProblemLog } from './logging/problem-log.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Transport } from './transport/transport.ts';

/**
 * One provider process's machinery over one API server: what reconcilers are wired with. `createRuntime(options)` makes it from a
 * Transport, Clock, Random and flags; `run` starts leader election, caches, then controllers, and returns when the signal is
 * aborted and running reconciles have finished.
 */
export interface Runtime {
  readonly client: Client;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Tells of what fails again and again, once: for loops beside the controllers, whose failures are told so already. */
  readonly problems: ProblemLog;
  readonly metrics: Metrics;
  /** An event recorder that signs as `component`: `machine-controller`. */
  events(component: string): EventRecorder;
  /**
   * Lets writes through `transport` only while this process leads, as those of `client`: for writes to other API servers, which no two
   * processes should change at once. The same transport when there is no leader election.
   */
  readonly fence: (transport: Transport) => Transport;
  /**
   * Runs what changes something beside API servers, such as the members of an etcd, while this process leads. Rejects with
   * LeadershipLost when it does not; the signal that `work` gets is aborted when it no longer does.
   */
  readonly whileLeading: <T>(signal: AbortSignal, work: (limited: AbortSignal) => Promise<T>) => Promise<T>;
  add(controller: Controller): void;
  /**
   * Watches a kind found out at run time, such as the infrastructure machines that a Machine refers to. Idempotent per controller
   * and kind; resolves when the kind's first list is in.
   */
  watchAlso<T extends KubernetesObject>(
    controller: string,
    resource: Resource<T>,
    wakes: (object: DeepReadonly<T>, cache: Cache) => readonly ObjectKey[],
    signal: AbortSignal,
    when?: (change: Change<T>) => boolean,
  ): Promise<void>;
  /** Whether the first lists of all that controllers declare are in. */
  readonly isSynced: () => boolean;
  /**
   * @param atEnd runs when the last reconcile has ended, before another process may lead: for what no two processes may have open at
   * once. Not run when this process never led.
   */
  run(signal: AbortSignal, atEnd?: () => Promise<void> | void): Promise<void>;
}
