import { seconds } from '@capi/seams';

import { madeReadable } from '../conversion/in-version.ts';
import { badRequest, expired, tooLargeResourceVersion, type StatusError } from '../errors/status-error.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import { parseSelection, type Selection } from '../selectors/selection.ts';
import type { ServerContext } from '../server-context.ts';
import { Line, type Entry } from '../storage/entry.ts';
import type { StorageEvent } from '../storage/history.ts';
import { inNamespace } from '../storage/table.ts';
import { OrderedFeed } from '../watch/ordered-feed.ts';
import type { ApiRequest, ApiResponse, Stream } from './api-request.ts';
import { chooseRepresentation, type Representation } from './representation.ts';
import { isTrue, parseResourceVersion } from './resource-version.ts';
import { tableFor } from './table-for.ts';
import type { Target } from './target.ts';

type EncodeEvent = (type: string, entry: Entry) => Line;

/** What a watch was asked for. */
interface WatchOptions {
  readonly selection: Selection;
  /** Undefined or 0: start with what is there now. */
  readonly from: number | undefined;
  readonly initialEvents: boolean;
  /** Say when the initial events are over. */
  readonly announceEnd: boolean;
  readonly bookmarks: boolean;
  readonly timeoutSeconds: number | undefined;
  readonly encode: EncodeEvent;
  /** A bookmark as this client's representation has it. */
  readonly kind: { readonly kind: string; readonly apiVersion: string };
}

/** Streams what happens to the objects of a kind, from a resource version on or from what is there now. */
export function watch(context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest): ApiResponse {
  const options = parseOptions(context, endpoint, target, request);
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache, private' },
    body: streamOf(context, endpoint, options),
  };
}

function parseOptions(context: ServerContext, endpoint: Endpoint, target: Target, { query, headers }: ApiRequest): WatchOptions {
  const representation = chooseRepresentation(headers['accept'], query);
  const from = parseResourceVersion(query);
  const sendInitialEvents = query.get('sendInitialEvents');
  if (sendInitialEvents !== null && query.get('resourceVersionMatch') !== 'NotOlderThan') {
    throw badRequest('sendInitialEvents needs resourceVersionMatch=NotOlderThan');
  }
  const wanted = isTrue(sendInitialEvents);
  return {
    selection: parseSelection(endpoint, target.namespace, query, target.name),
    from,
    initialEvents: sendInitialEvents === null ? from === undefined || from === 0 : wanted,
    announceEnd: wanted,
    bookmarks: isTrue(query.get('allowWatchBookmarks')),
    timeoutSeconds: query.has('timeoutSeconds') ? Number(query.get('timeoutSeconds')) : undefined,
    encode: encoder(context, endpoint, representation),
    kind:
      representation.kind === 'metadata'
        ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' }
        : { kind: endpoint.resource.kind, apiVersion: endpoint.apiVersion },
  };
}

function encoder(context: ServerContext, endpoint: Endpoint, representation: Representation): EncodeEvent {
  switch (representation.kind) {
    case 'object':
      return (type, entry) => entry.line(type, endpoint.apiVersion);
    case 'metadata':
      return (type, entry) => entry.metadataLine(type, endpoint.apiVersion);
    case 'table':
      return (type, entry) => {
        const metadata = { resourceVersion: String(entry.revision) };
        return eventLine(type, tableFor(endpoint, [entry], metadata, representation.includeObject, context.clock.now()));
      };
  }
}

const eventLine = (type: string, object: unknown): Line => new Line(`${JSON.stringify({ type, object })}\n`);

function streamOf(context: ServerContext, endpoint: Endpoint, options: WatchOptions): Stream {
  return (sink) => {
    const refusal = whyNot(context, endpoint, options);
    if (refusal !== undefined) {
      sink.write(eventLine('ERROR', refusal.status()));
      sink.end();
      return () => {};
    }
    const table = context.storage.table(endpoint.storage);
    const feed = new OrderedFeed({
      sink,
      isReadable: (entry) => endpoint.convertObjects === undefined || entry.knows(endpoint.apiVersion),
      makeReadable: (entries) => madeReadable(endpoint, entries, endpoint.apiVersion),
      onFailure: () => end(),
    });
    begin(context, endpoint, options, feed);
    const bookmark = (): void => tellBookmark(context, options, feed);
    const stopBookmarks = options.bookmarks ? context.bookmarks.add(bookmark) : () => {};
    const timeout = new AbortController();
    const leave = (): void => {
      table.watchers.delete(watcher);
      stopBookmarks();
      timeout.abort();
    };
    const stop = (): void => {
      leave();
      feed.stop();
    };
    const end = (): void => {
      leave();
      feed.end();
    };
    const watcher = { notify: (event: StorageEvent): void => forward(event, options, feed), end };
    table.watchers.add(watcher);
    if (options.timeoutSeconds !== undefined && options.timeoutSeconds > 0) {
      const expire = (): void => {
        if (options.bookmarks) bookmark(); // the next watch resumes from here instead of listing again
        end();
      };
      context.clock.sleep(seconds(options.timeoutSeconds), timeout.signal).then(expire, () => {});
    }
    return stop;
  };
}

/** A watch that cannot start says so in its first event, as the Kubernetes watch cache does. */
function whyNot({ storage }: ServerContext, endpoint: Endpoint, { from, initialEvents }: WatchOptions): StatusError | undefined {
  if (from === undefined || from === 0) return undefined;
  if (from > storage.revision) return tooLargeResourceVersion(from, storage.revision);
  const { history } = storage.table(endpoint.storage);
  return initialEvents || history.reaches(from) ? undefined : expired(`too old resource version: ${from} (${history.oldest})`);
}

/** What comes before anything new: the objects that are there, or what happened since the version asked for. */
function begin(context: ServerContext, endpoint: Endpoint, options: WatchOptions, feed: OrderedFeed): void {
  const table = context.storage.table(endpoint.storage);
  const { selection, from } = options;
  if (options.initialEvents) {
    const snapshot = table.snapshot();
    const candidates = selection.namespace === undefined ? snapshot : inNamespace(snapshot, selection.namespace);
    for (const entry of candidates) if (isSelected(entry, selection)) tell('ADDED', entry, options, feed);
    if (options.announceEnd) tellBookmark(context, options, feed, { 'k8s.io/initial-events-end': 'true' });
  } else if (from !== undefined && from > 0) {
    for (const event of table.history.since(from)) forward(event, options, feed);
  }
}

/** An object that enters the selection is ADDED for this watcher, one that leaves it DELETED. */
function forward({ type, entry, previous }: StorageEvent, options: WatchOptions, feed: OrderedFeed): void {
  const { selection } = options;
  const was = previous !== undefined && isSelected(previous, selection);
  if (type === 'DELETED') {
    if (was) tell('DELETED', entry, options, feed);
    return;
  }
  if (isSelected(entry, selection)) tell(was ? 'MODIFIED' : 'ADDED', entry, options, feed);
  else if (was) tell('DELETED', previous.at(entry.revision), options, feed);
}

const tell = (type: string, entry: Entry, { encode }: WatchOptions, feed: OrderedFeed): void => feed.tell(entry, () => encode(type, entry));

function isSelected(entry: Entry, { namespace, selects }: Selection): boolean {
  return (namespace === undefined || entry.object.metadata.namespace === namespace) && (selects === undefined || selects(entry));
}

/** Says how far the watch is: all that happened before has been told by then. */
function tellBookmark(
  { storage }: ServerContext,
  { kind }: WatchOptions,
  feed: OrderedFeed,
  annotations?: Readonly<Record<string, string>>,
): void {
  const metadata = { resourceVersion: String(storage.revision), creationTimestamp: null, ...(annotations && { annotations }) };
  const line = eventLine('BOOKMARK', { ...kind, metadata });
  feed.tell(undefined, () => line);
}
