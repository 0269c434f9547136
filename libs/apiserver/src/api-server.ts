import { createProblemLog, type Log, type Transport } from '@capi/controller-runtime';
import type { Clock, Duration, Random } from '@capi/seams';

import { Hooks } from './admission/hooks.ts';
import { firstOf } from './authentication/authenticators.ts';
import type { Authenticator, UserInfo } from './authentication/user-info.ts';
import { allowAuthenticated, type Authorizer } from './authorization/authorizer.ts';
import { roleBased } from './authorization/role-based.ts';
import { WorkQueue } from './background/work-queue.ts';
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
import { fillTokenSecrets } from './service-accounts/fill-token-secrets.ts';
import { ServiceAccountTokens } from './service-accounts/service-account-tokens.ts';
import { ObjectStorage } from './storage/object-storage.ts';
import type { Store } from './storage/store.ts';
import { toldStore } from './storage/told-store.ts';
import type { SubresourceRoute } from './subresources/subresource-route.ts';
import { httpHandler, type HttpRequest, type HttpResponse } from './transport/http-handler.ts';
import { inProcessTransport } from './transport/in-process-transport.ts';
import { listen, type Listening, type ListenOptions } from './transport/listen.ts';
import { upgradeHandler, type UpgradeHandler } from './transport/upgrade-handler.ts';
import { Bookmarks } from './watch/bookmarks.ts';
import { WebhookClient, type ResolveService } from './webhooks/webhook-client.ts';

/** What an API server is made from. */
export interface ApiServerOptions {
  readonly clock: Clock;
  /** For uids and generated names; not for secrets. */
  readonly random: Random;
  /** Where objects are kept: `memoryStore()` or `sqliteStore(path)`. */
  readonly store: Store;
  /** Who a request over HTTP is from. Requests over {@link ApiServer.transport} have a user already. */
  readonly authenticate: Authenticator;
  /** What a user may do: `roles` as stored roles and bindings say. Left out, everybody who has proved who they are may do everything. */
  readonly authorize?: Authorizer | 'roles';
  /** Signs tokens of service accounts; 32 unpredictable bytes, the same after a restart. Without it there are no such tokens. */
  readonly serviceAccountKey?: Uint8Array;
  /** PEM of the authority that signed the server's certificate, for the secrets that hold a token. */
  readonly clusterCa?: string;
  /**
   * Where services can be reached that admission and conversion webhooks are behind. Without it only webhooks that are given by
   * URL can be called.
   */
  readonly resolveService?: ResolveService;
  /** `gitVersion` at `/version`: `v1.34.1`. */
  readonly version?: string;
  readonly log?: Log;
  /** Is told about every request once it is answered (a watch: once it has begun). */
  readonly onRequest?: (record: RequestRecord) => void;
  /** How many writes per kind a watch may be behind; 500 when left out. */
  readonly historySize?: number;
}

/** One answered request, for audit and measurement. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly user: string;
  readonly userAgent: string;
  /** HTTP status. */
  readonly status: number;
  /** Whether the user may do it at all; webhooks and rules may have refused it nevertheless. */
  readonly isAllowed: boolean;
  readonly duration: Duration;
}

/** An embedded Kubernetes API server. */
export interface ApiServer {
  /** A connection of this user by function calls, for clients in the same process. */
  transport(user: UserInfo): Transport;
  /** Answers a request of an HTTP/1.1 or HTTP/2 server that someone else runs. */
  readonly handle: (request: HttpRequest, response: HttpResponse) => void;
  /** Answers a request to upgrade the connection (HTTP/1.1 `upgrade` event), by a route that {@link extend} added. */
  readonly upgrade: UpgradeHandler;
  listen(options: ListenOptions): Promise<Listening>;
  /** Answers a subresource that this server knows of but has nothing to say about: logs of pods, port-forwarding. */
  extend(route: SubresourceRoute): void;
  /** Ends all connections and lets go of the store. */
  close(): Promise<void>;
}

/** Version that is claimed when none is given. */
const defaultVersion = 'v1.34.0';

/** Makes a server over what the store holds. It listens nowhere until told to. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const { log } = options;
  const extensions = new Map<string, SubresourceRoute>();
  const context = makeContext(options, extensions);
  startControllers(context);

  const listening = new Set<Listening>();
  const transports = new Set<Transport>();
  const answer = observed(options, (request) =>
    dispatch(context, request, (error) =>
      log?.error('Request failed unexpectedly', { method: request.method, path: request.path, err: error }),
    ),
  );
  const handle = httpHandler(context.authenticate, answer);
  const upgrade = upgradeHandler(context);
  return {
    handle,
    upgrade,
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
        async close() {
          listening.delete(open);
          await open.close();
        },
      };
    },
    extend(route) {
      extensions.set(`${route.resource}/${route.subresource}`, route);
    },
    async close() {
      context.work.close();
      await Promise.all([...listening, ...transports].map((open) => open.close()));
      context.webhookClient.close();
      context.storage.close();
    },
  };
}

function makeContext(options: ApiServerOptions, extensions: ReadonlyMap<string, SubresourceRoute>): ServerContext {
  const { clock, random, log, serviceAccountKey } = options;
  const registry = new Registry(builtInEndpoints);
  const storage = new ObjectStorage(
    log === undefined ? options.store : toldStore(options.store, createProblemLog(clock, log), log),
    (resource) => (object, apiVersion) => registry.convert(resource, object, apiVersion),
    options.historySize,
  );
  const tokens = serviceAccountKey === undefined ? undefined : new ServiceAccountTokens(serviceAccountKey, clock, storage);
  return {
    storage,
    registry,
    clock,
    random,
    extensions,
    tokens,
    clusterCa: options.clusterCa,
    authenticate: tokens === undefined ? options.authenticate : firstOf(options.authenticate, tokens.authenticate),
    authorize: options.authorize === 'roles' ? roleBased(storage) : (options.authorize ?? allowAuthenticated),
    version: versionInfo(options.version ?? defaultVersion),
    bookmarks: new Bookmarks(clock),
    hooks: new Hooks(),
    webhookClient: new WebhookClient({ clock, resolveService: options.resolveService }),
    work: new WorkQueue(clock, (error) => log?.error('Background work failed unexpectedly', { err: error })),
  };
}

function startControllers(context: ServerContext): void {
  context.hooks.follow(context.storage);
  serveCustomResources(context);
  createSystemNamespaces(context);
  collectGarbage(context);
  emptyNamespaces(context);
  cleanUpCustomResources(context);
  fillTokenSecrets(context);
}

function observed(
  { onRequest, clock }: ApiServerOptions,
  answer: (request: ApiRequest) => Promise<ApiResponse>,
): (request: ApiRequest) => Promise<ApiResponse> {
  if (onRequest === undefined) return answer;
  return async (request) => {
    const start = clock.monotonic();
    const response = await answer(request);
    const { method, path, query, user, headers } = request;
    const duration = (clock.monotonic() - start) as Duration;
    const userAgent = headers['user-agent'] ?? '';
    const isAllowed = response.isDenied !== true;
    onRequest({ method, path, query, user: user.username, userAgent, status: response.status, isAllowed, duration });
    return response;
  };
}

function versionInfo(gitVersion: string): Readonly<Record<string, string>> {
  const [, major = '1', minor = '0'] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '',
    goVersion: '',
    compiler: '',
    platform: 'linux/amd64',
  };
}
