import { keyOf, printKey, type KubernetesObject, type Resource } from '@capi/api';

import { labelSelector } from '../cache/label-selector.ts';
import { mergePatch } from '../client/merge-patch.ts';
import type { Transport, TransportRequest, TransportResponse } from '../transport/transport.ts';

type Json = Record<string, unknown>;
interface Happened {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubernetesObject;
  readonly version: number;
}
interface Watcher {
  readonly matches: (object: KubernetesObject) => boolean;
  readonly lines: string[];
  wake: () => void;
  ended: false | 'closed' | 'broken';
}

/** The little of an API server that these tests need: objects of one kind, with knobs for what goes wrong. */
export interface FakeApiServer {
  readonly transport: Transport;
  /** `GET /path?query` and so on, in order, without the server's own. */
  readonly requests: TransportRequest[];
  put(object: KubernetesObject): KubernetesObject;
  remove(name: string): void;
  get(name: string): KubernetesObject | undefined;
  /** Ends all watches, politely or not. */
  endWatches(how: 'closed' | 'broken'): void;
  /** Forgets all history: whoever resumes is told 410. */
  compact(): void;
  /** Sends a bookmark at the present version. */
  bookmark(): void;
  /** Watches open now. */
  watchers(): number;
  /** Does not answer this way until reset with undefined. */
  refuse: ((request: TransportRequest) => { readonly status: number; readonly body: Json } | undefined) | undefined;
  /** Whether lists can be streamed by a watch. */
  streams: boolean;
}

export function fakeApiServer(resource: Resource<KubernetesObject>, pageSize = 2): FakeApiServer {
  let version = 100;
  let oldest = 0;
  let uids = 0;
  const objects = new Map<string, KubernetesObject>();
  const history: Happened[] = [];
  const watchers = new Set<Watcher>();

  const happen = (type: Happened['type'], object: KubernetesObject): void => {
    history.push({ type, object, version });
    for (const watcher of watchers) if (watcher.matches(object)) send(watcher, { type, object });
  };
  const send = (watcher: Watcher, event: unknown): void => {
    watcher.lines.push(JSON.stringify(event));
    watcher.wake();
  };
  const save = (object: KubernetesObject): KubernetesObject => {
    version += 1;
    const name = object.metadata.name;
    const before = objects.get(name);
    const metadata = { ...object.metadata, uid: before?.metadata.uid ?? `uid-${(uids += 1)}`, resourceVersion: String(version) };
    const after = { ...object, metadata };
    objects.set(name, after);
    happen(before === undefined ? 'ADDED' : 'MODIFIED', after);
    return after;
  };
  const remove = (name: string): KubernetesObject | undefined => {
    const before = objects.get(name);
    if (before === undefined) return undefined;
    version += 1;
    objects.delete(name);
    happen('DELETED', { ...before, metadata: { ...before.metadata, resourceVersion: String(version) } });
    return before;
  };
  const bookmarkOf = (annotations?: Record<string, string>): unknown => ({
    type: 'BOOKMARK',
    object: { metadata: { name: '', resourceVersion: String(version), ...(annotations === undefined ? {} : { annotations }) } },
  });

  const server: FakeApiServer = {
    requests: [],
    refuse: undefined,
    streams: true,
    put: save,
    remove: (name) => void remove(name),
    get: (name) => objects.get(name),
    watchers: () => watchers.size,
    compact() {
      oldest = version;
      history.length = 0;
    },
    bookmark() {
      for (const watcher of watchers) send(watcher, bookmarkOf());
    },
    endWatches(how) {
      for (const watcher of watchers) {
        watcher.ended = how;
        watcher.wake();
      }
      watchers.clear();
    },
    transport: {
      async send(request, signal) {
        signal.throwIfAborted();
        server.requests.push(request);
        const refused = server.refuse?.(request);
        if (refused !== undefined) return answer(refused.status, refused.body);
        return request.method === 'GET' ? read(request, signal) : write(request);
      },
      close: () => Promise.resolve(),
    },
  };

  const read = (request: TransportRequest, signal: AbortSignal): TransportResponse => {
    const url = new URL(request.path, 'http://fake');
    const query = url.searchParams;
    const matches = (
      (selects) => (object: KubernetesObject) =>
        selects(object.metadata.labels)
    )(labelSelector(query.get('labelSelector') ?? ''));
    const name = url.pathname.split(`/${resource.plural}/`)[1];
    if (name !== undefined) {
      const object = objects.get(name);
      return object === undefined ? status(404, 'NotFound') : answer(200, object as unknown as Json);
    }
    const all = [...objects.values()].filter(matches).toSorted((a, b) => (printKey(keyOf(a)) < printKey(keyOf(b)) ? -1 : 1));
    if (query.get('watch') !== 'true') {
      const start = Number(query.get('continue') ?? 0);
      const end = query.has('limit') ? start + pageSize : all.length;
      const more = end < all.length ? { continue: String(end) } : {};
      return answer(200, { kind: 'List', metadata: { resourceVersion: String(version), ...more }, items: all.slice(start, end) });
    }
    const initial = query.get('sendInitialEvents') === 'true';
    if (initial && !server.streams) return status(422, 'Invalid');
    const from = Number(query.get('resourceVersion') ?? version);
    if (from < oldest) return status(410, 'Expired');
    const past = initial
      ? all.map((object) => ({ type: 'ADDED', object }))
      : history.filter((event) => event.version > from && matches(event.object));
    const end = initial ? [bookmarkOf({ 'k8s.io/initial-events-end': 'true' })] : [];
    const lines = [...past, ...end].map((event) => JSON.stringify(event));
    const watcher: Watcher = { matches, lines, wake: () => undefined, ended: false };
    watchers.add(watcher);
    return { status: 200, headers: {}, text: () => Promise.reject(new Error('a watch')), lines: () => follow(watcher, watchers, signal) };
  };

  const write = ({ method, path, body }: TransportRequest): TransportResponse => {
    const sent = (body === undefined ? {} : JSON.parse(body)) as Json;
    const [, rest = ''] = path.split(`/${resource.plural}`);
    const name = rest.split(/[/?]/)[1] ?? '';
    if (method === 'POST') {
      const object = sent as unknown as KubernetesObject;
      return objects.has(object.metadata.name) ? status(409, 'AlreadyExists') : answer(201, save(object) as unknown as Json);
    }
    const before = objects.get(name);
    if (before === undefined) return status(404, 'NotFound');
    if (method === 'DELETE') {
      remove(name);
      return answer(200, { kind: 'Status', status: 'Success', details: { uid: before.metadata.uid } });
    }
    const wanted = (sent['metadata'] as { resourceVersion?: string } | undefined)?.resourceVersion;
    if (wanted !== undefined && wanted !== before.metadata.resourceVersion) return status(409, 'Conflict');
    const after = method === 'PUT' ? sent : (merge(before, sent) as Json);
    // As a real server: a write that changes nothing makes no new version.
    if (mergePatch(before, after) === undefined) return answer(200, before as unknown as Json);
    return answer(200, save(after as unknown as KubernetesObject) as unknown as Json);
  };
  return server;
}

async function* follow(watcher: Watcher, watchers: Set<Watcher>, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
  const abort = (): void => watcher.wake();
  signal.addEventListener('abort', abort);
  try {
    for (;;) {
      for (let line = watcher.lines.shift(); line !== undefined; line = watcher.lines.shift()) {
        yield line;
        signal.throwIfAborted();
      }
      if (watcher.ended === 'closed') return;
      if (watcher.ended === 'broken') throw new Error('the connection broke');
      await new Promise<void>((resolve) => (watcher.wake = resolve));
      signal.throwIfAborted();
    }
  } finally {
    signal.removeEventListener('abort', abort);
    watchers.delete(watcher);
  }
}

function merge(before: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Json = typeof before === 'object' && before !== null && !Array.isArray(before) ? { ...before } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

const answer = (code: number, body: Json): TransportResponse => ({
  status: code,
  headers: { 'content-type': 'application/json' },
  text: () => Promise.resolve(JSON.stringify(body)),
  lines: () => {
    throw new Error('not a watch');
  },
});
const status = (code: number, reason: string): TransportResponse => answer(code, { kind: 'Status', code, reason, message: reason });
