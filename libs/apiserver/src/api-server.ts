import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Log, Transport } from '@capi/controller-runtime';
import type { Clock, Random } from '@capi/seams';

import { WorkQueue } from './background/work-queue.ts';
import type { Authenticator, UserInfo } from './authentication/user-info.ts';
import { cleanUpCustomResources } from './crd/clean-up.ts';
import { serveCustomResources } from './crd/serve-custom-resources.ts';
import { collectGarbage } from './garbage-collection/collect-garbage.ts';
import { emptyNamespaces } from './namespaces/empty-namespaces.ts';
import { createSystemNamespaces } from './namespaces/system-namespaces.ts';
import { builtInEndpoints } from './registry/built-in-endpoints.ts';
import { Registry } from './registry/registry.ts';
import type { ApiRequest, ApiResponse } from './routes/api-request.ts';
import { dispatch } from './routes/dispatch.ts';
import type { ServerContext } from './server-context.ts';
import { ObjectStorage } from './storage/object-storage.ts';
import type { Store } from './storage/store.ts';
import { httpHandler, type HttpRequest, type HttpResponse } from './transport/http-handler.ts';
import { inProcessTransport } from './transport/in-process-transport.ts';
import { listen, type Listening, type ListenOptions } from './transport/listen.ts';
import { Bookmarks } from './watch/bookmarks.ts';

/** What an API server is made from. */
export interface ApiServerOptions {
  readonly clock: Clock;
  /** For uids and generated names; not for secrets. */
  readonly random: Random;
  /** Where objects are kept: `memoryStore()` or `sqliteStore(path)`. */
  readonly store: Store;
  /** Who a request over HTTP is from. Requests over {@link ApiServer.transport} have a user already. */
  readonly authenticate: Authenticator;
  /** `gitVersion` at `/version`: `v1.34.1`. */
  readonly version?: string;
  readonly log?: Log;
  /** How many writes per kind a watch may be behind; 1000 when left out. */
  readonly historySize?: number;
}

/** An embedded Kubernetes API server. */
export interface ApiServer {
  /** A connection of this user by function calls, for clients in the same process. */
  transport(user: UserInfo): Transport;
  /** Answers a request of an HTTP/1.1 or HTTP/2 server that someone else runs. */
  handle(request: HttpRequest, response: HttpResponse): void;
  listen(options: ListenOptions): Promise<Listening>;
  close(): Promise<void>;
}

/** Version that is claimed when none is given. */
const defaultVersion = 'v1.34.0';

/** Makes a server over what the store holds. It listens nowhere until told to. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const { clock, random, store, log } = options;
  const registry = new Registry(builtInEndpoints);
  const toVersion = (resource: string) => (object: Parameters<Registry['convert']>[1], apiVersion: string) =>
    registry.convert(resource, object, apiVersion);
  const storage = new ObjectStorage(store, toVersion, options.historySize);
  const version = versionInfo(options.version ?? defaultVersion);
  const work = new WorkQueue((error) => log?.error('Background work failed unexpectedly', { err: error }));
  const context: ServerContext = { storage, registry, clock, random, version, work, bookmarks: new Bookmarks(clock) };
  serveCustomResources(context);
  createSystemNamespaces(context);
  collectGarbage(context);
  emptyNamespaces(context);
  cleanUpCustomResources(context);

  const listening = new Set<Listening>();
  const transports = new Set<Transport>();
  const answer = (request: ApiRequest): ApiResponse =>
    dispatch(context, request, (error) =>
      log?.error('Request failed unexpectedly', { method: request.method, path: request.path, err: error }),
    );
  const handle = httpHandler(options.authenticate, answer);
  const upgrade = (_request: IncomingMessage, socket: Duplex): void => void socket.destroy();
  return {
    handle,
    transport(user) {
      const transport = inProcessTransport(answer, user);
      transports.add(transport);
      return transport;
    },
    async listen(where) {
      const open = await listen(where, { handle, upgrade });
      listening.add(open);
      return {
        url: open.url,
        close: async () => {
          listening.delete(open);
          await open.close();
        },
      };
    },
    async close() {
      work.close();
      await Promise.all([...listening, ...transports].map((open) => open.close()));
      storage.close();
    },
  };
}

function versionInfo(gitVersion: string): Readonly<Record<string, string>> {
  const [, major = '1', minor = '0'] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return { major, minor, gitVersion, gitCommit: '', gitTreeState: 'clean', buildDate: '', goVersion: '', compiler: '', platform: 'linux/amd64' };
}
