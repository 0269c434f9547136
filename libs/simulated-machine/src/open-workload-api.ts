import { createApiServer, memoryStore, sqliteStore, systemAdmin, type RequestRecord, type Store } from '@capi/apiserver';
import { createClient, type Log } from '@capi/controller-runtime';
import type { Clock, Random } from '@capi/seams';

import { authorize } from './access/authorize.ts';
import { authenticateBootstrapToken } from './access/bootstrap-token.ts';
import type { WorkloadApi } from './workload-api.ts';

/** What the API server of a cluster is made from. */
export interface WorkloadApiOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** `gitVersion` at `/version`. */
  readonly version?: string;
  /** File that the objects are kept in; absent keeps them in memory. */
  readonly path?: string;
  /** Is told of every request that came over the network. */
  readonly onRequest?: (record: RequestRecord) => void;
}

/**
 * Revisions of a cluster that was lost with its process start anew, but above all that its clients saw: so a watch that resumes is
 * told that its place is gone, and lists again, instead of waiting for a revision that would come much later.
 */
const freshStore = (clock: Clock): Store => ({
  ...memoryStore(),
  load: () => ({ revision: Math.floor(clock.now() / 1000) * 1000, records: [] }),
});

/** The API server of one simulated cluster. Client certificates were verified by TLS; bearer tokens are bootstrap tokens. */
export function openWorkloadApi({ clock, random, log, version, path, onRequest }: WorkloadApiOptions): WorkloadApi {
  const life = new AbortController();
  const server = createApiServer({
    clock,
    random,
    log,
    authorize,
    store: path === undefined ? freshStore(clock) : sqliteStore(path),
    ...(version === undefined ? {} : { version }),
    ...(onRequest === undefined
      ? {}
      : {
          // Clients within the process, which are this simulation itself, do not say who they are.
          onRequest: (record) => {
            if (record.userAgent !== '') onRequest(record);
          },
        }),
    authenticate: ({ certificate, bearerToken }) => {
      if (certificate !== undefined) return { username: certificate.commonName, groups: certificate.organizations };
      return bearerToken === undefined ? undefined : authenticateBootstrapToken(admin, bearerToken, clock.now(), life.signal);
    },
  });
  const admin = createClient({ transport: server.transport(systemAdmin) });
  return {
    admin,
    handle: server.handle,
    upgrade: server.upgrade,
    forwardPorts(forwarder) {
      server.extend({
        resource: 'pods',
        subresource: 'portforward',
        upgrade: ({ namespace = '', name = '' }, request, socket, head) => forwarder({ namespace, pod: name }, request, socket, head),
      });
    },
    close() {
      life.abort(new Error('the simulated cluster is closed'));
      return server.close();
    },
  };
}
