import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { printKey, type ObjectKey } from '@capi/api';
import type { RequestRecord } from '@capi/apiserver';
import type { Log } from '@capi/controller-runtime';
import type { Clock, Duration, KeySource, Random } from '@capi/seams';

import { openFront } from './network/front.ts';
import { openWorkloadApi } from './open-workload-api.ts';
import { SimulatedCluster } from './simulated-cluster.ts';

/** What a simulation is made from. */
export interface SimulationPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: KeySource;
  readonly log: Log;
  /** Address that every cluster listens on and is reached at. */
  readonly host: string;
  /**
   * Directory where clusters keep what their etcd holds, one file each, readable by the owner only. Absent: in memory, and a
   * process that starts again rebuilds nodes and kubeadm's objects, but not what users or controllers put in.
   */
  readonly stateDirectory?: string;
  /** Is told of every request that a cluster's API server answered over the network. */
  readonly onApiRequest?: (cluster: ObjectKey, record: RequestRecord) => void;
  /** Is told of every call that an etcd member answered: `MemberList`, and how long it took. */
  readonly onEtcdCall?: (cluster: ObjectKey, method: string, duration: Duration) => void;
}

/** A cluster to open. */
export interface ClusterSpec {
  readonly key: ObjectKey;
  /** Of the infrastructure object; names the state, so that a cluster of the same name begins empty. */
  readonly uid: string;
  /** The port that the cluster had before; absent for a new cluster. */
  readonly port?: number;
}

/** The workload clusters that one process simulates. */
export interface Simulation {
  /**
   * The cluster, opened if it is not: its port is held from then on.
   * @param taken ports that belong to other clusters, open or not
   * @throws OperationError when there is no port
   */
  open(spec: ClusterSpec, taken: ReadonlySet<number>, signal: AbortSignal): Promise<SimulatedCluster>;
  /** Undefined until opened. */
  cluster(key: ObjectKey): SimulatedCluster | undefined;
  /** Closes a cluster and forgets all that it held. */
  remove(spec: Pick<ClusterSpec, 'key' | 'uid'>): Promise<void>;
  /** Closes every port, for the end of the process. State stays where it is kept. */
  close(): Promise<void>;
}

/** Makes a simulation without clusters; nothing listens until one is opened. */
export function createSimulation(ports: SimulationPorts): Simulation {
  const clusters = new Map<string, { readonly uid: string; readonly opening: Promise<SimulatedCluster>; open?: SimulatedCluster }>();
  const statePath = (uid: string): string | undefined =>
    ports.stateDirectory === undefined ? undefined : join(ports.stateDirectory, `${uid}.sqlite`);
  if (ports.stateDirectory !== undefined) {
    mkdirSync(ports.stateDirectory, { recursive: true, mode: 0o700 });
    // Fails when the folder is somebody else's, who could read what is written there.
    chmodSync(ports.stateDirectory, 0o700);
  }

  const start = async ({ key, uid, port }: ClusterSpec, taken: ReadonlySet<number>): Promise<SimulatedCluster> => {
    const { clock, random, keys, log, host, onApiRequest, onEtcdCall } = ports;
    const front = await openFront({ host, taken, cluster: printKey(key), ...(port === undefined ? {} : { port }) });
    const path = statePath(uid);
    const api = openWorkloadApi({
      clock,
      random: random.fork(`cluster ${uid}`),
      log,
      ...(path === undefined ? {} : { path }),
      ...(onApiRequest === undefined ? {} : { onRequest: (record) => onApiRequest(key, record) }),
    });
    if (path !== undefined) chmodSync(path, 0o600);
    return new SimulatedCluster(key, uid, { clock, keys, log, api, front, ...(onEtcdCall === undefined ? {} : { onEtcdCall }) });
  };

  const shut = async (id: string): Promise<void> => {
    const entry = clusters.get(id);
    clusters.delete(id);
    // A cluster that failed to open has nothing to close.
    await (await entry?.opening.catch(() => undefined))?.close();
  };

  return {
    async open(spec, taken) {
      const id = printKey(spec.key);
      const known = clusters.get(id);
      if (known !== undefined && known.uid !== spec.uid) await shut(id);
      const current = clusters.get(id);
      if (current !== undefined) return current.opening;
      const entry: { uid: string; opening: Promise<SimulatedCluster>; open?: SimulatedCluster } = {
        uid: spec.uid,
        opening: start(spec, taken),
      };
      clusters.set(id, entry);
      try {
        entry.open = await entry.opening;
        return entry.open;
      } catch (error) {
        if (clusters.get(id) === entry) clusters.delete(id);
        throw error;
      }
    },
    cluster: (key) => clusters.get(printKey(key))?.open,
    async remove({ key, uid }) {
      await shut(printKey(key));
      const path = statePath(uid);
      if (path !== undefined) for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    },
    async close() {
      await Promise.all([...clusters.keys()].map(shut));
    },
  };
}
