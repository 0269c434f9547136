import { resourceName, type KubernetesObject, type Resource } from '@capi/api';
import { printDuration, seconds, type Clock, type DeepReadonly, type Duration, type Random } from '@capi/seams';

import { addCacheMetrics } from './cache/cache-metrics.ts';
import { createCache } from './cache/create-cache.ts';
import { createClient } from './client/create-client.ts';
import { watch, type Controller, type Watch } from './controllers/controller.ts';
import { ensureCached } from './controllers/ensure-cached.ts';
import { startController, type RunningController } from './controllers/run-controller.ts';
import { runWhileLeading } from './controllers/run-while-leading.ts';
import { createEventBroadcaster } from './events/create-event-recorder.ts';
import { joinElection } from './leader-election/join-election.ts';
import type { LeaderElectionOptions } from './leader-election/leader-election.ts';
import { withFence } from './leader-election/with-fence.ts';
import { silentLog } from './logging/create-log.ts';
import { withLogContext } from './logging/log-context.ts';
import type { Log } from './logging/log.ts';
import { createProblemLog } from './logging/problem-log.ts';
import { createMetrics, type MetricsRegistry } from './metrics/create-metrics.ts';
import type { Runtime } from './runtime.ts';
import { keepReading, tellingOfJumps } from './timing/clock-jumps.ts';
import { rateLimit, withRateLimit, withRequestMetrics, withUserAgent } from './transport/decorate-transport.ts';
import type { Transport } from './transport/transport.ts';
import { providerUserAgent } from './transport/user-agent.ts';

/** What a provider runs on, and what it was told. */
export interface RuntimeOptions {
  /** Closed by who made it. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  /** Controller name, part of the User-Agent: `cluster-api-controller-manager`. */
  readonly name: string;
  readonly version: string;
  /** Absent: nothing is logged. */
  readonly log?: Log;
  /** Absent: counted, but seen by nobody but `runtime.metrics`. */
  readonly metrics?: MetricsRegistry;
  /** The API server, as metrics name it: `127.0.0.1:6443`. */
  readonly host?: string;
  /** Only objects of this namespace are seen. Absent: of all. */
  readonly namespace?: string;
  /** Only objects with this value of the label `cluster.x-k8s.io/watch-filter` are seen. Absent: all. */
  readonly watchFilter?: string;
  /** Absent: this process is alone, and works at once. */
  readonly leaderElection?: LeaderElectionOptions;
  /** How often every object is looked at again, to be sure. Absent: never. */
  readonly syncPeriod?: Duration;
  /** Client-side limit of API requests. Absent: none. */
  readonly rateLimit?: { readonly qps: number; readonly burst: number };
  /** Freeze what the cache holds, so that changing it throws. Default false. */
  readonly development?: boolean;
  /**
   * How long running reconciles may go on after the end was asked for. Default 1 s: another replica shall lead within two, and it makes
   * up for what was broken off.
   */
  readonly grace?: Duration;
}

const watchFilterLabel = 'cluster.x-k8s.io/watch-filter';
/** Makes the {@link Runtime} of one provider over one API server. Nothing is sent before `run`, `client` or `cache` is used. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { random, name, log = silentLog, metrics = createMetrics(), host = '', grace = seconds(1), namespace, watchFilter } = options;
  const { rateLimit: limit } = options;
  const running = new Map<string, RunningController>();
  const clock = tellingOfJumps(options.clock, (by) => {
    withLogContext({}, () => log.warn('The clock jumped, looking at everything again', { by: printDuration(by) }));
    for (const controller of running.values()) controller.lookAgain();
  });
  const agent = withUserAgent(withRequestMetrics(options.transport, metrics, host), providerUserAgent(name, options.version));
  const turn = limit === undefined ? undefined : rateLimit({ ...limit, clock });
  const limited = (inner: Transport): Transport => (turn === undefined ? inner : withRateLimit(inner, turn));
  const transport = limited(agent);

  const problems = createProblemLog(clock, log);
  const cache = createCache({
    transport,
    clock,
    random: random.fork('cache'),
    log,
    problems,
    ...(namespace === undefined ? {} : { namespace }),
    ...(options.development === undefined ? {} : { development: options.development }),
  });
  addCacheMetrics(metrics, cache, name);
  const unfenced = createClient({ transport });
  const events = createEventBroadcaster({ client: unfenced, clock, random: random.fork('events'), log });
  const election =
    options.leaderElection === undefined
      ? undefined
      : joinElection(options.leaderElection, { transport: agent, clock, random, log, events });
  const fence = (inner: Transport): Transport => (election === undefined ? inner : withFence(inner, election.fence));
  const client = createClient({ transport: limited(fence(agent)), observer: cache.observer });

  const controllers = new Map<string, Controller>();
  let isSynced = false;
  const watchedAlso = new Set<string>();
  const admits = (object: DeepReadonly<KubernetesObject>): boolean =>
    watchFilter === undefined || object.metadata.labels?.[watchFilterLabel] === watchFilter;

  const prepare = async (signal: AbortSignal): Promise<void> => {
    await ensureCached([...controllers.values()], { cache, clock, log, problems }, signal);
    isSynced = true;
  };
  const start = (signal: AbortSignal): void => {
    const { syncPeriod } = options;
    const surroundings = {
      cache,
      clock,
      random,
      log,
      problems,
      metrics,
      admits,
      grace,
      ...(syncPeriod === undefined ? {} : { syncPeriod }),
    };
    for (const controller of controllers.values()) running.set(controller.name, startController(controller, surroundings, signal));
    // Ends with the signal.
    keepReading(clock, signal).catch(() => undefined);
  };
  const finish = async (): Promise<void> => {
    await Promise.all([...running.values()].map(({ finished }) => finished));
    running.clear();
  };

  return {
    client,
    cache,
    clock,
    random,
    log,
    problems,
    metrics,
    fence,
    whileLeading: (signal, work) => (election === undefined ? work(signal) : election.fence.through(signal, work)),
    isSynced: () => isSynced,
    events: (component) => events.recorder(component),
    add(controller) {
      if (controllers.has(controller.name)) throw new Error(`a controller ${controller.name} was added already`);
      controllers.set(controller.name, controller);
    },
    async watchAlso<T extends KubernetesObject>(
      controller: string,
      resource: Resource<T>,
      wakes: Watch<T>['wakes'],
      signal: AbortSignal,
      when?: Watch<T>['when'],
    ) {
      const started = running.get(controller);
      if (started === undefined) throw new Error(`controller ${controller} does not run`);
      await cache.ensure({ resource }, signal);
      const identity = `${controller} ${resourceName(resource)}/${resource.version}`;
      if (watchedAlso.has(identity)) return;
      watchedAlso.add(identity);
      started.watch(watch<T>({ resource, wakes, ...(when === undefined ? {} : { when }) }));
    },
    run: (signal, atEnd) => runWhileLeading({ clock, log, cache, events, election, prepare, start, finish }, signal, atEnd),
  };
}
