import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';

import { OperationError, seconds, transient, within, type Clock, type Duration } from '@capi/seams';

import type { EtcdClient } from './etcd-membership.ts';
import { callUnary, GrpcError } from './unary-call.ts';
import { grpcCodes } from './wire/frame.ts';
import { etcdMethods, type Method } from './wire/messages.ts';

/** How to reach one etcd member, and as whom. */
export interface EtcdEndpoint {
  /** The member's name, which is its node's: `cp-x7k2p`. The TLS server name is `etcd-<member>`, as upstream asks for it. */
  readonly member: string;
  /** Opens a byte stream to the member's client port: a port-forward to pod `etcd-<member>`, port 2379. */
  readonly dial: (signal: AbortSignal) => Promise<Duplex>;
  /** PEM: the etcd CA that signed the member's certificate, and a client certificate of the same CA. */
  readonly tls: { readonly ca: string; readonly cert: string; readonly key: string };
  readonly clock: Clock;
  /** From dialling to the end of the TLS handshake. Default 10 s, as upstream. */
  readonly dialTimeout?: Duration;
  /** Each call. Default 15 s, as upstream. */
  readonly callTimeout?: Duration;
}

/**
 * Connects to one member: a stream, TLS within it (chain verified, host name not, since the tunnel chose the pod), gRPC within that.
 * @throws OperationError (transient) when the member does not answer or is not who it should be
 * @see upstream v1.14.0 controlplane/kubeadm/pkg/etcd (behaviour)
 */
export async function connectEtcd(endpoint: EtcdEndpoint, signal: AbortSignal): Promise<EtcdClient> {
  const socket = await explained(endpoint, 'connect to etcd', signal, () =>
    within(endpoint.dialTimeout ?? seconds(10), endpoint.clock, signal, (limited) => openTls(endpoint, limited)),
  );
  const session = connectHttp2(`https://etcd-${endpoint.member}:2379`, { createConnection: () => socket });
  // Calls report what broke; without a listener the same error would also end the process.
  session.on('error', () => undefined);
  return etcdClient(endpoint, session);
}

function etcdClient(endpoint: EtcdEndpoint, session: ClientHttp2Session): EtcdClient {
  const call = <Request, Response>(
    action: string,
    method: Method<Request, Response>,
    request: Request,
    signal: AbortSignal,
  ): Promise<Response> =>
    explained(endpoint, action, signal, () =>
      within(endpoint.callTimeout ?? seconds(15), endpoint.clock, signal, (limited) => callUnary(session, method, request, limited)),
    );
  return {
    async status(signal) {
      const { header, ...rest } = await call('read the etcd status', etcdMethods.status, {}, signal);
      return { ...rest, ...header };
    },
    members: async (signal) => (await call('list the etcd members', etcdMethods.members, {}, signal)).members,
    alarms: async (signal) => (await call('list the etcd alarms', etcdMethods.alarms, {}, signal)).alarms,
    async moveLeader(toMemberID, signal) {
      await call(`move etcd leadership to member ${toMemberID}`, etcdMethods.moveLeader, { memberID: toMemberID }, signal);
    },
    async removeMember(memberID, signal) {
      try {
        await call(`remove etcd member ${memberID}`, etcdMethods.removeMember, { memberID }, signal);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    close: () => session.destroy(),
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof OperationError && error.cause instanceof GrpcError && error.cause.code === grpcCodes.notFound;

async function openTls(endpoint: EtcdEndpoint, signal: AbortSignal): Promise<TLSSocket> {
  const stream = await endpoint.dial(signal);
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const socket = connectTls({
    socket: stream,
    servername: `etcd-${endpoint.member}`,
    ALPNProtocols: ['h2'],
    minVersion: 'TLSv1.2',
    checkServerIdentity: () => undefined,
    ...endpoint.tls,
  });
  const abort = (): void => {
    socket.destroy();
    stream.destroy();
    reject(signal.reason as Error);
  };
  signal.addEventListener('abort', abort, { once: true });
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('the connection closed during the TLS handshake')));
  socket.once('secureConnect', () => resolve(socket));
  try {
    return await promise;
  } catch (error) {
    stream.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function explained<T>(endpoint: EtcdEndpoint, action: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // An abort is the caller's own doing and flies on as it is.
    if (signal.aborted) throw signal.reason;
    const why = error instanceof Error ? error.message : String(error);
    throw transient({ action, object: `etcd member ${endpoint.member}`, why }, error);
  }
}
