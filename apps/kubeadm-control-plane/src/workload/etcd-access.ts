import type { CertificateAndKey } from '@capi/certificates';
import { issueCertificate } from '@capi/certificates';
import { connectEtcd, type EtcdClient } from '@capi/etcd';
import { days, later, OperationError, transient, type Clock, type Duration, type KeySource } from '@capi/seams';
import type { WorkloadConnection } from '@capi/workload-cluster';

import type { SeenEtcd } from '../reconcilers/kubeadm-control-plane/observation.ts';

/** The etcd of one workload cluster, as far as one reconcile knows how to reach it. */
export interface EtcdCluster {
  /** Of the Cluster; what is pooled for another one is never used. */
  readonly uid: string;
  readonly connection: WorkloadConnection;
  /** The etcd authority; its key signs our client certificate. */
  readonly authority: CertificateAndKey;
  /** Used when the authority's key is not ours to have. */
  readonly clientCertificate?: CertificateAndKey | undefined;
  /** Nodes that run a member, those that answer most likely first. */
  readonly nodes: readonly string[];
}

/** What is asked of etcd. Every failure is a transient OperationError. */
export interface EtcdAccess {
  /** Members, alarms and leader, from the first member that answers; `unread` when none does. */
  read(etcd: EtcdCluster, signal: AbortSignal): Promise<Exclude<SeenEtcd, { kind: 'external' }>>;
  /** Hands leadership from the member on `node`, which must have it, to the first of `heirs` (ids) that takes it. */
  moveLeader(etcd: EtcdCluster, node: string, heirs: readonly string[], signal: AbortSignal): Promise<void>;
  /** Removes a member, asking any other. One that is gone already is success. */
  removeMember(etcd: EtcdCluster, member: { readonly id: string; readonly node: string }, signal: AbortSignal): Promise<void>;
  /** Closes what is open for a Cluster. */
  forget(uid: string): void;
  /** Closes everything. */
  close(): void;
}

export interface EtcdAccessOptions {
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly dialTimeout: Duration;
  readonly callTimeout: Duration;
}

interface Pool {
  readonly connection: WorkloadConnection;
  readonly authority: string;
  readonly identity: Promise<CertificateAndKey>;
  readonly clients: Map<string, Promise<EtcdClient>>;
  lastGood?: string;
}

/**
 * Talks to the etcd members of workload clusters through port-forwards. One connection per member stays open between reconciles, since
 * tunnel, TLS and HTTP/2 cost more than the calls; it is dropped on the first failure.
 */
export function createEtcdAccess({ clock, keys, dialTimeout, callTimeout }: EtcdAccessOptions): EtcdAccess {
  const pools = new Map<string, Pool>();

  const forget = (uid: string): void => {
    for (const client of pools.get(uid)?.clients.values() ?? []) close(client);
    pools.delete(uid);
  };

  const poolOf = (etcd: EtcdCluster, signal: AbortSignal): Pool => {
    const known = pools.get(etcd.uid);
    if (known?.connection === etcd.connection && known.authority === etcd.authority.certificate) return known;
    forget(etcd.uid);
    const identity = etcd.authority.privateKey === '' ? Promise.resolve(etcd.clientCertificate ?? etcd.authority) : mint(etcd, signal);
    // A certificate that could not be made is made anew next time, not remembered as a failure.
    identity.catch(() => forget(etcd.uid));
    const pool: Pool = { connection: etcd.connection, authority: etcd.authority.certificate, identity, clients: new Map() };
    pools.set(etcd.uid, pool);
    return pool;
  };

  const mint = (etcd: EtcdCluster, signal: AbortSignal): Promise<CertificateAndKey> =>
    issueCertificate(
      etcd.authority,
      {
        commonName: 'cluster-api.x-k8s.io',
        usages: ['client'],
        // Valid since the authority is, so that a clock of ours that is ahead makes no certificate that etcd finds too young.
        notAfter: later(clock.now(), days(3650)),
        // Made anew at every start of the process, so what is quick to make is better than what is asked for certificates that stay.
        algorithm: 'ECDSA-P256',
      },
      keys,
      signal,
    );

  const connect = async (etcd: EtcdCluster, pool: Pool, node: string, signal: AbortSignal): Promise<EtcdClient> => {
    const identity = await pool.identity;
    return connectEtcd(
      {
        member: node,
        dial: (stop) => etcd.connection.portForward({ namespace: 'kube-system', name: `etcd-${node}` }, 2379, stop),
        tls: { ca: etcd.authority.certificate, cert: identity.certificate, key: identity.privateKey },
        clock,
        dialTimeout,
        callTimeout,
      },
      signal,
    );
  };

  /** Asks the member on one Node; a failure closes the connection, since the next one may well work. */
  const ask = async <T>(etcd: EtcdCluster, node: string, question: (client: EtcdClient) => Promise<T>, signal: AbortSignal): Promise<T> => {
    const pool = poolOf(etcd, signal);
    const client = pool.clients.get(node) ?? connect(etcd, pool, node, signal);
    pool.clients.set(node, client);
    try {
      const answer = await question(await client);
      pool.lastGood = node;
      return answer;
    } catch (error) {
      if (pool.clients.get(node) === client) pool.clients.delete(node);
      close(client);
      throw error;
    }
  };

  /** Asks the member that answered last, then all others at once. */
  const askAny = async <T>(etcd: EtcdCluster, question: (client: EtcdClient) => Promise<T>, signal: AbortSignal): Promise<T> => {
    const pool = poolOf(etcd, signal);
    for (const [node, client] of pool.clients) {
      if (etcd.nodes.includes(node)) continue;
      pool.clients.delete(node);
      close(client);
    }
    const first = etcd.nodes.find((node) => node === pool.lastGood) ?? etcd.nodes[0];
    if (first === undefined) throw transient({ action: 'ask etcd', why: 'no control-plane Machine has a Node yet' });
    try {
      return await ask(etcd, first, question, signal);
    } catch (error) {
      const others = etcd.nodes.filter((node) => node !== first);
      if (signal.aborted || others.length === 0) throw error;
      try {
        return await Promise.any(others.map((node) => ask(etcd, node, question, signal)));
      } catch {
        throw error;
      }
    }
  };

  return {
    async read(etcd, signal) {
      try {
        const [status, members, alarms] = await askAny(
          etcd,
          (client) => Promise.all([client.status(signal), client.members(signal), client.alarms(signal)]),
          signal,
        );
        return {
          kind: 'read',
          leader: status.leader,
          members: members.map(({ id, name, learner }) => ({
            id,
            name,
            learner,
            alarms: alarms.filter((alarm) => alarm.memberID === id && alarm.type !== 'NONE').map(({ type }) => type),
          })),
        };
      } catch (error) {
        if (signal.aborted || !(error instanceof OperationError)) throw error;
        return { kind: 'unread', why: error.message };
      }
    },

    async moveLeader(etcd, node, heirs, signal) {
      let last: unknown;
      for (const heir of heirs) {
        try {
          await ask(etcd, node, (client) => client.moveLeader(heir, signal), signal);
          return;
        } catch (error) {
          if (signal.aborted) throw error;
          last = error;
        }
      }
      throw transient({ action: 'move etcd leadership', object: `etcd member ${node}`, why: 'no other member takes it' }, last);
    },

    async removeMember(etcd, { id, node }, signal) {
      const others = { ...etcd, nodes: etcd.nodes.filter((other) => other !== node) };
      await askAny(others, (client) => client.removeMember(id, signal), signal);
    },

    forget,
    close: () => [...pools.keys()].forEach(forget),
  };
}

function close(client: Promise<EtcdClient>): void {
  client.then(
    (open) => open.close(),
    () => undefined,
  );
}
