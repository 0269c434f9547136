import { Node, printKey, type ObjectKey } from '@capi/api';
import type { Cache, Client, Source } from '@capi/controller-runtime';
import type { Instant } from '@capi/seams';
import type { VirtualClock } from '@capi/seams/testing';
import type { ProbeHistory, WorkloadClusters, WorkloadConnection } from '@capi/workload-cluster';

interface Workload {
  readonly client: Client;
  readonly cache: Cache;
  readonly follow: WorkloadConnection['follow'];
  close(): Promise<void>;
}

/** Workload clusters that a test connects and disconnects. */
export interface FakeWorkloads {
  readonly clusters: WorkloadClusters;
  /** The API of a cluster, whether it is connected or not. */
  of(cluster: ObjectKey, signal: AbortSignal): Promise<Workload>;
  connect(cluster: ObjectKey, signal: AbortSignal): Promise<void>;
  isConnected(cluster: ObjectKey): boolean;
  disconnect(cluster: ObjectKey): void;
  close(): Promise<void>;
}

export function fakeWorkloads(make: (cluster: ObjectKey) => Workload, clock: VirtualClock): FakeWorkloads {
  const made = new Map<string, Workload>();
  const connected = new Map<string, { readonly workload: Workload; readonly connection: WorkloadConnection; readonly since: Instant }>();
  const listeners = new Set<(cluster: ObjectKey) => void>();
  const followers = new Set<(cluster: ObjectKey, workload: Workload) => void>();

  const of = async (cluster: ObjectKey, signal: AbortSignal): Promise<Workload> => {
    const found = made.get(printKey(cluster)) ?? make(cluster);
    made.set(printKey(cluster), found);
    const providerID = (node: { readonly spec?: { readonly providerID?: string } }): readonly string[] =>
      node.spec?.providerID === undefined ? [] : [node.spec.providerID];
    await found.cache.ensure({ resource: Node, indexes: { providerID } }, signal);
    return found;
  };
  const history = (cluster: ObjectKey): ProbeHistory =>
    connected.has(printKey(cluster))
      ? { connected: true, lastSuccess: clock.now(), consecutiveFailures: 0 }
      : { connected: false, consecutiveFailures: 0 };

  const clusters: WorkloadClusters = {
    connection(cluster) {
      return connected.get(printKey(cluster))?.connection;
    },
    history,
    changes: ({ keysOf }): Source => ({
      start(wake, signal) {
        const tell = (cluster: ObjectKey): void => keysOf(cluster).forEach(wake);
        listeners.add(tell);
        signal.addEventListener('abort', () => listeners.delete(tell), { once: true });
      },
    }),
    objects: ({ resource, when, wakes }): Source => ({
      start(wake, signal) {
        const follow = (cluster: ObjectKey, { cache }: Workload): void => {
          const stop = cache.onChange(resource, (change) => {
            if (when !== undefined && !when(change)) return;
            for (const object of [change.before, change.after]) if (object !== undefined) wakes(cluster, object).forEach(wake);
          });
          signal.addEventListener('abort', stop, { once: true });
        };
        followers.add(follow);
        for (const [text, { workload }] of connected) follow(parse(text), workload);
        signal.addEventListener('abort', () => followers.delete(follow), { once: true });
      },
    }),
  };

  return {
    clusters,
    of,
    isConnected: (cluster) => connected.has(printKey(cluster)),
    async connect(cluster, signal) {
      const workload = await of(cluster, signal);
      const connection = { ...workload, portForward: () => Promise.reject(new Error('no ports in this test')) };
      connected.set(printKey(cluster), { workload, connection, since: clock.now() });
      for (const follow of followers) follow(cluster, workload);
      for (const tell of listeners) tell(cluster);
    },
    disconnect(cluster) {
      connected.delete(printKey(cluster));
      for (const tell of listeners) tell(cluster);
    },
    async close() {
      for (const workload of made.values()) await workload.close();
    },
  };
}

const parse = (text: string): ObjectKey => {
  const [namespace = '', name = ''] = text.split('/');
  return { namespace, name };
};
