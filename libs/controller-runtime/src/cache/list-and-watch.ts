import type { KubernetesObject } from '@capi/api';
import { milliseconds, minutes, seconds, type Clock, type DeepReadonly, type Duration, type Random } from '@capi/seams';

import { ApiError, refusedAs } from '../client/api-error.ts';
import { allPages, typed, type ObjectList } from '../client/create-client.ts';
import { errorOf, refusal } from '../client/read-answer.ts';
import { collectionPath, printQuery } from '../client/request-path.ts';
import { withLogContext } from '../logging/log-context.ts';
import type { Log } from '../logging/log.ts';
import { backoff } from '../timing/backoff.ts';
import type { Transport, TransportResponse } from '../transport/transport.ts';
import type { CacheScope } from './cache.ts';

type Seen = DeepReadonly<KubernetesObject>;

/** Where what a watch brings goes to. */
export interface WatchSink {
  /** Everything there is, at `version`. */
  replace(objects: readonly Seen[], version: string): void;
  put(object: Seen): void;
  remove(object: Seen): void;
  bookmark(version: string): void;
}

export interface ListAndWatchOptions {
  readonly transport: Transport;
  readonly scope: CacheScope;
  readonly namespace: string | undefined;
  /** Field selector: what does not match is not listed, and what no longer matches is removed. */
  readonly fields?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** A connection on which not even a bookmark arrived for so long is taken for dead. Default three minutes. */
  readonly idleTimeout?: Duration;
  /** Hears every failure; the watch goes on by itself. */
  readonly failed: (error: unknown) => void;
  /** Hears that the server answered, and of everything that arrives: the failures before are over. */
  readonly went?: () => void;
}

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: KubernetesObject;
}

const retries = { first: milliseconds(100), most: seconds(30), jitter: 0.5 };
const initialEventsEnd = 'k8s.io/initial-events-end';

/**
 * Keeps `sink` up to date until the signal: a first list (streamed when the server can, else in pages), then a watch that resumes
 * where it broke off, and a new list when the server no longer remembers that place.
 * @returns only when the signal is aborted
 */
export function listAndWatch(options: ListAndWatchOptions, sink: WatchSink, signal: AbortSignal): Promise<void> {
  // It outlives the reconcile that it may be started in: its lines are not about that one's object.
  return withLogContext({}, () => keepWatching(options, sink, signal));
}

async function keepWatching(options: ListAndWatchOptions, sink: WatchSink, signal: AbortSignal): Promise<void> {
  const { clock, random, log, failed } = options;
  const session = { version: undefined as string | undefined, streamedLists: true, failures: 0 };
  while (!signal.aborted) {
    try {
      if (session.version === undefined && !session.streamedLists) await listPages(options, session, sink, signal);
      await watchOnce(options, session, sink, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (session.version === undefined && session.streamedLists && cannotStreamLists(error)) {
        session.streamedLists = false;
        continue;
      }
      if (refusedAs(error, 'Expired') || refusedAs(error, 'Gone')) {
        log.debug('Watch fell behind what the server remembers, listing again', { resource: options.scope.resource.plural });
        session.version = undefined;
      } else {
        failed(error);
      }
      const asked = error instanceof ApiError ? seconds(error.retryAfterSeconds ?? 0) : 0;
      const wait = Math.max(asked, backoff(session.failures, retries, random));
      session.failures += 1;
      await clock.sleep(milliseconds(wait), signal).catch(() => undefined);
    }
  }
}

type Session = { version: string | undefined; streamedLists: boolean; failures: number };

/** Servers before v1.27, and those with the feature switched off, refuse the parameter. */
const cannotStreamLists = (error: unknown): boolean => refusedAs(error, 'Invalid') || refusedAs(error, 'BadRequest');

async function listPages(options: ListAndWatchOptions, session: Session, sink: WatchSink, signal: AbortSignal): Promise<void> {
  const { resource, labelSelector } = options.scope;
  const from = async (query: Readonly<Record<string, string | undefined>>): Promise<ObjectList> => {
    const response = await get(options, { labelSelector, fieldSelector: options.fields, ...query }, `list ${resource.plural}`, signal);
    return JSON.parse(await response.text()) as ObjectList;
  };
  const list = await allPages(from);
  sink.replace(
    list.items.map((item) => typed(resource, item)),
    list.resourceVersion,
  );
  session.version = list.resourceVersion;
}

async function watchOnce(options: ListAndWatchOptions, session: Session, sink: WatchSink, signal: AbortSignal): Promise<void> {
  const { clock, random, scope, idleTimeout = minutes(3), went } = options;
  const started = clock.monotonic();
  const life = new AbortController();
  const end = (): void => life.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  const heard = { last: started };
  const guard = abortWhenIdle(clock, heard, idleTimeout, life);
  try {
    signal.throwIfAborted();
    const query = {
      watch: 'true',
      allowWatchBookmarks: 'true',
      // Spread out, so that not all watches of all processes end at once.
      timeoutSeconds: String(300 + Math.floor(random.next() * 300)),
      labelSelector: scope.labelSelector,
      fieldSelector: options.fields,
      ...(session.version === undefined
        ? { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }
        : { resourceVersion: session.version }),
    };
    const response = await get(options, query, `watch ${scope.resource.plural}`, life.signal);
    went?.();
    let initial: Seen[] | undefined = session.version === undefined ? [] : undefined;
    for await (const line of response.lines()) {
      heard.last = clock.monotonic();
      went?.();
      if (line === '') continue;
      const event = JSON.parse(line) as WatchEvent;
      if (event.type === 'ERROR') throw errorOf(event.object, { code: 500, message: `watch ${scope.resource.plural} failed` });
      const version = event.object.metadata.resourceVersion ?? '';
      if (initial !== undefined) {
        initial = collect(initial, event, version, sink);
        if (initial === undefined) session.version = version;
      } else {
        take(event, version, sink);
        session.version = version;
      }
      session.failures = 0;
    }
    if (initial !== undefined) throw new Error(`watch ${scope.resource.plural} ended within its first list`);
    // A server that ends watches at once is in trouble: do not hammer it.
    if (clock.monotonic() - started < 1000) throw new Error(`watch ${scope.resource.plural} ended after less than a second`);
  } finally {
    signal.removeEventListener('abort', end);
    life.abort();
    await guard;
  }
}

/** Gathers the first list of a streamed watch. Undefined once it is complete and handed over. */
function collect(initial: Seen[], event: WatchEvent, version: string, sink: WatchSink): Seen[] | undefined {
  if (event.type !== 'BOOKMARK') {
    initial.push(event.object as Seen);
    return initial;
  }
  if (event.object.metadata.annotations?.[initialEventsEnd] !== 'true') return initial;
  sink.replace(initial, version);
  return undefined;
}

function take(event: WatchEvent, version: string, sink: WatchSink): void {
  if (event.type === 'BOOKMARK') sink.bookmark(version);
  else if (event.type === 'DELETED') sink.remove(event.object as Seen);
  else sink.put(event.object as Seen);
}

async function get(
  { scope, transport, namespace }: ListAndWatchOptions,
  query: Readonly<Record<string, string | undefined>>,
  doing: string,
  signal: AbortSignal,
): Promise<TransportResponse> {
  const path = `${collectionPath(scope.resource, namespace)}${printQuery(query)}`;
  const form = query['watch'] === undefined ? 'PartialObjectMetadataList' : 'PartialObjectMetadata';
  const accept = scope.metadataOnly === true ? `application/json;as=${form};g=meta.k8s.io;v=v1,application/json` : 'application/json';
  const response = await transport.send({ method: 'GET', path, headers: { accept } }, signal);
  if (response.status >= 400) throw await refusal(response, doing);
  return response;
}

/** Breaks off a watch on which nothing arrives any more, such as one whose peer vanished without a word. */
async function abortWhenIdle(clock: Clock, heard: { last: number }, idleTimeout: Duration, life: AbortController): Promise<void> {
  try {
    for (;;) {
      const left = heard.last + idleTimeout - clock.monotonic();
      if (left <= 0) return life.abort(new Error('nothing arrived on the watch for too long'));
      await clock.sleep(milliseconds(left), life.signal);
    }
  } catch {
    // The watch ended first.
  }
}
