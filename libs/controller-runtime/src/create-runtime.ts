import { resourceName, type KubernetesObject, type Resource } from '@capi/api';
import { minutes, printDuration, seconds, within, type Clock, type DeepReadonly, type Duration, type Random } from '@capi/seams';

import type { CacheScope } from './cache/cache.ts';
import { createCache, type OwnedCache } from './cache/create-cache.ts';
import { ApiError } from './client/api-error.ts';
import { createClient } from './client/create-client.ts';
import { watch, type Controller, type Watch } from './controllers/controller.ts';
import { aborted, startController, type RunningController } from './controllers/run-controller.ts';
import { createEventBroadcaster } from './events/create-event-recorder.ts';
import { leaderElection, type LeaderElectionOptions } from './leader-election/leader-election.ts';
import { watchLease } from './leader-election/watch-lease.ts';
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
/** How long the first lists may take, as in controller-runtime with Cluster API's setting. */
const syncTimeout = minutes(5);
/** How long the last events may take to be written. */
const flushPatience = seconds(2);
/** How long the provider may take to close what it has open. */
const closePatience = seconds(1);
const never = new AbortController().signal;

/** Makes the {@link Runtime} of one provider over one API server. Nothing is sent before `run`, `client` or `cache` is used. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { random, name, log = silentLog, metrics = createMetrics(), host = '', grace = seconds(1), namespace, watchFilter } = options;
  const { rateLimit: limit, leaderElection: electionOptions } = options;
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
    electionOptions === undefined
      ? undefined
      : leaderElection(electionOptions, {
          // Not behind a thousand writes that wait for their turn.
          client: createClient({ transport: agent }),
          clock,
          random: random.fork('leader election'),
          log,
          watch: (changed, signal) => {
            const { lease, namespace: where } = electionOptions;
            return watchLease(
              { transport: agent, name: lease, namespace: where, clock, random: random.fork('lease'), log },
              changed,
              signal,
            );
          },
          elected: (lease) => {
            const holder = lease.spec?.holderIdentity;
            if (holder === electionOptions.identity) events.recorder(holder).normal(lease, 'LeaderElection', `${holder} became leader`);
          },
        });
  const fence = (inner: Transport): Transport => (election === undefined ? inner : withFence(inner, election.fence));
  const client = createClient({ transport: limited(fence(agent)), observer: cache.observer });

  const controllers = new Map<string, Controller>();
  let isSynced = false;
  const watchedAlso = new Set<string>();
  const admits = (object: DeepReadonly<KubernetesObject>): boolean =>
    watchFilter === undefined || object.metadata.labels?.[watchFilterLabel] === watchFilter;

  const ensureAll = async (signal: AbortSignal): Promise<void> => {
    const deadline = clock.monotonic() + syncTimeout;
    const ensure = async (scope: CacheScope): Promise<void> => {
      for (;;) {
        try {
          return await cache.ensure(scope, signal);
        } catch (error) {
          // Typically a CRD that is being installed right now.
          if (!(error instanceof ApiError) || clock.monotonic() > deadline) throw error;
          const name = resourceName(scope.resource);
          const said = { level: 'warn', message: 'Cannot watch a kind yet, trying again', values: { resource: name } } as const;
          problems.failed({ ...said, error, subject: `watch ${name}/${scope.resource.version}`, where: name }, log);
          await clock.sleep(seconds(1), signal);
        }
      }
    };
    await Promise.all(scopesOf([...controllers.values()]).map(ensure));
    isSynced = true;
  };

  const unclosed = (error: unknown): void => log.warn('Failed to close everything before the end of the process', { err: error });

  const startAll = (signal: AbortSignal): void => {
    const surroundings = {
      cache,
      clock,
      random,
      log,
      problems,
      metrics,
      admits,
      grace,
      ...(options.syncPeriod === undefined ? {} : { syncPeriod: options.syncPeriod }),
    };
    for (const controller of controllers.values()) running.set(controller.name, startController(controller, surroundings, signal));
    // Ends with the signal.
    keepReading(clock, signal).catch(() => undefined);
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
    async run(signal, atEnd) {
      const work = new AbortController();
      const end = (): void => work.abort(signal.reason);
      signal.addEventListener('abort', end, { once: true });
      const held = new AbortController();
      let holding: Promise<void> | undefined;
      try {
        signal.throwIfAborted();
        const synced = ensureAll(work.signal);
        // A list that fails for good ends the wait for the lease; one that succeeds does not.
        const failed = Promise.withResolvers<never>();
        synced.catch(failed.reject);
        await Promise.race([election?.acquire(work.signal), failed.promise]);
        holding = election?.hold(held.signal);
        holding?.catch((error: unknown) => work.abort(error));
        await synced;
        startAll(work.signal);
        await aborted(work.signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        signal.removeEventListener('abort', end);
        work.abort();
        await Promise.all([...running.values()].map(({ finished }) => finished));
        if (holding !== undefined || election === undefined)
          await within(closePatience, clock, never, async () => atEnd?.()).catch(unclosed);
        // Events need no lease, and the next leader no events.
        held.abort();
        await within(flushPatience, clock, never, (limited) => events.close(limited)).catch(() => undefined);
        await cache.close();
        running.clear();
        // Lost leadership is the reason to hear of, whatever it made fail.
        await holding;
      }
    },
  };
}

/** How far the watch of each kind has come; a number that stands still while another process's moves on is behind. */
function addCacheMetrics(metrics: MetricsRegistry, cache: OwnedCache, name: string): void {
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

/** Every kind once for each scope that names something special; those first, since a plain wish takes what there is. */
function scopesOf(controllers: readonly Controller[]): readonly CacheScope[] {
  const scopes = controllers.flatMap(({ resource, watches, reads }) => [
    ...reads,
    { resource } as CacheScope,
    ...watches.map((declared): CacheScope => ({ resource: declared.resource as never })),
  ]);
  const special = ({ labelSelector, metadataOnly, trim }: CacheScope): boolean =>
    labelSelector !== undefined || metadataOnly === true || trim !== undefined;
  return scopes.toSorted((a, b) => Number(special(b)) - Number(special(a)));
}
